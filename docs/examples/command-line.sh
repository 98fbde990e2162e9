scripts/gradiscope classify input=test-images/two-patterns.tif top=3 chart=false output=classes.csv
scripts/gradiscope saliency-map input=test-images/two-patterns.tif target=bacteria view=map output=map.tif
scripts/gradiscope deep-dream input=test-images/two-patterns.tif octaves=2 steps=3 output=dream.tif
