"""The inbox (kotak masuk): what a person is told of what others did, there and by mail."""
