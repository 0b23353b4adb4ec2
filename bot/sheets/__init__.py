"""Files that staff send and are sent: lists of customers to invite, with their links, pictures of links, cases."""
