"""The product: a Telegram bot that verifies migrating WhatsApp numbers with Alibaba Cloud CAMS."""
