"""The addresses of the product: each floor brings its own."""

urlpatterns: list = []
