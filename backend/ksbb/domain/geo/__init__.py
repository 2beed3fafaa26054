"""Areas: provinsi > kota > kecamatan > kelurahan, their codes, boundaries and import."""
