// The first layer of the network by hand: scale, correlate with three slices of a kernel, add a bias, cut at zero.
// Look at: the map by hand and the network's.
root = getArgument();
if (root == "") root = getDirectory("Choose the folder of Gradiscope, with docs and test-images in it");
help = root + "/docs/examples/lectures/helpers/";
channel = 14; side = 64;
runMacro(help + "sample.ijm", root + ", nuclei-8bit.tif, 40, 40, 64, 64, original");
run("Activations...", "layers=conv1 view=stack title=[by the network]");
for (colour = 0; colour < 3; colour++)
	run("Kernels...", "layer=conv1 view=stack content=" + colour + " enlarge=1 title=[kernels " + colour + "]");
runMacro(help + "ask.ijm", "A channel of the first layer is a kernel of 5 x 5 for red, green and blue, a bias, and a ReLU.\n" +
	"The network scales grey levels to -1..1 first. Can a macro of thirty lines do the same? Where could it differ?");

// A grey image is the same in red, green and blue, so the three kernels add up.
kernel = newArray(25);
for (colour = 0; colour < 3; colour++) {
	selectImage("kernels " + colour);
	setSlice(channel + 1);
	for (k = 0; k < 25; k++) kernel[k] += getPixel(k % 5, floor(k / 5));
}
selectImage("original");
sums = newArray(side * side);
for (y = 2; y < side - 2; y++) for (x = 2; x < side - 2; x++)
	for (k = 0; k < 25; k++)
		sums[y * side + x] += kernel[k] * (getPixel(x + k % 5 - 2, y + floor(k / 5) - 2) / 127.5 - 1);

// The bias is what is missing where the network's map is over zero; it has to be the same everywhere.
selectImage("by the network");
setSlice(channel + 1);
least = 1000000; most = -1000000; responding = 0;
for (y = 2; y < side - 2; y++) for (x = 2; x < side - 2; x++) if (getPixel(x, y) > 0) {
	responding++;
	missing = getPixel(x, y) - sums[y * side + x];
	least = minOf(least, missing); most = maxOf(most, missing);
}
bias = (least + most) / 2;
newImage("by hand", "32-bit black", side, side, 1);
for (i = 0; i < sums.length; i++) setPixel(i % side, floor(i / side), maxOf(0, sums[i] + bias));
selectImage("by the network");
getLut(reds, greens, blues);
selectImage("by hand");
setLut(reds, greens, blues);
print("ANSWER: yes. What is missing is the bias, from " + least + " to " + most + ": the same at every position.");
print("The border differs, which the macro leaves out: there the network sees mid grey beyond the image.");
runMacro(help + "figure.ijm", "figure: first layer by hand, 192\noriginal = nuclei | by hand @1 = by hand | by the network @" + (channel + 1) + " = by the network");
return "spread=" + (most - least) + " responding=" + responding;
