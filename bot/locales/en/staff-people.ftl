# Who is of the staff, as they read it in their group; and the menu of their commands there.

staff-role-agent = agent
staff-role-admin = administrator

staff-people-title = <b>Staff</b>
staff-people-of-settings = <code>{ $account }</code> · administrator, by the bot’s settings
staff-people-member = { $name } · { $role } · since { $moment } · <code>{ $account }</code>
staff-people-more = And { $more } more.
staff-people-usage = To add somebody, answer a message of theirs with <code>/staff add</code>, or with <code>/staff add admin</code>. Without a message to answer, <code>/staff add</code> makes a link. <code>/staff remove</code> and <code>/staff role agent</code> or <code>admin</code> take an answer too, or the number of an account from the list.
staff-people-added = { $name } is now of the staff: { $role }.
staff-people-by-link = They joined by the link. If that is not whom it was meant for, answer a message of theirs with <code>/staff remove</code>.
staff-people-already = { $name } is of the staff already. Nothing was changed; <code>/staff role</code> does that.
staff-people-link = Whoever opens this link first becomes an agent. It works once, until { $moment }, and everybody in this group can see it: { $link }
staff-people-removed = { $name } is no longer of the staff, from now on.
staff-people-left = { $name } is not in this group any more, and so no longer of the staff.
staff-people-changed = { $name } is now { $role }.
staff-people-nobody = That account is not of the staff. Nothing was changed.
staff-people-by-settings = That account is an administrator by the bot’s settings. Whoever runs the bot changes that, in <code>ADMIN_USER_IDS</code>.
staff-people-welcome = You are now of the staff. What you can do, you do in the staff group: type a slash there, and Telegram shows the commands.
staff-people-already-you = You are of the staff already. Nothing was changed, and the link can still be used.
staff-only-admins = Only administrators may do that. Nothing was done.

staff-key-copy-link = Copy the link

# Beside the commands, in the menu of the staff group. No markup.
staff-command-staff = see, add and remove staff
