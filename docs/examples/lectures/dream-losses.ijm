// Deep Dream with its three losses: the layer alone, minus alpha times the brightness, minus beta times the roughness.
// (beta is the key smoothness.) Look at: what each term takes away.
root = getArgument();
if (root == "") root = getDirectory("Choose the folder of Gradiscope, with docs and test-images in it");
help = root + "/docs/examples/lectures/helpers/";
runMacro(help + "sample.ijm", root + ", membranes-rgb.tif, 0, 0, 200, 200, original");
runMacro(help + "ask.ijm", "A dream climbs the mean squared activation of a layer. What will the picture look like if we also\n" +
	"subtract alpha times the mean of the squared values? And what if we subtract beta times that of the differences of neighbours?");

keys = newArray("", "alpha=2", "smoothness=20", "alpha=2 smoothness=20");
names = newArray("layer alone", "with alpha", "with beta", "with both");
text = newArray(4); brightness = newArray(4); roughness = newArray(4);
for (k = 0; k < 4; k++) {
	selectImage("original");
	run("Deep Dream...", "layers=conv5 octaves=3 steps=10 " + keys[k] + " title=[" + names[k] + "]");
	measure(names[k]);
	brightness[k] = square; roughness[k] = difference;
	text[k] = names[k] + ": mean square " + d2s(square, 3) + ", of differences " + d2s(difference, 4);
	print(text[k]);
}
print("ANSWER: alpha pulls towards black, beta towards smooth. Each costs some of what the layer responds to.");
runMacro(help + "figure.ijm", "figure: dream losses, 200\noriginal = the image | layer alone = " + text[0] + " | with alpha = " + text[1] +
	"\nwith beta = " + text[2] + " | with both = " + text[3]);
return "square=" + brightness[0] + " alpha=" + brightness[1] + " differences=" + roughness[0] + " beta=" + roughness[2];

// The mean square of the values, from 0 to 1, and that of the differences to the right neighbour.
var square, difference;
function measure(title) {
	selectImage(title);
	square = 0; difference = 0;
	for (y = 0; y < getHeight(); y += 2) for (x = 0; x < getWidth() - 1; x++) {
		a = getPixel(x, y); b = getPixel(x + 1, y);
		for (shift = 0; shift <= 16; shift += 8) {
			v = ((a >> shift) & 255) / 255; w = ((b >> shift) & 255) / 255;
			square += v * v; difference += (v - w) * (v - w);
		}
	}
	values = 3 * floor((getHeight() + 1) / 2) * (getWidth() - 1);
	square /= values; difference /= values;
}
