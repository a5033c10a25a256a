"""Rules about seats and parties; called by actions, under the lock of the session."""
