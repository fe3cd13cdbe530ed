"""The pages of alerts: the list, one alert with its reasons and replies, and what waits for whose work it is."""
