// Kernels of the first layer as edge detectors.
// Look at: the kernels, which look like noise, and the maps, which do not.
root = getArgument();
if (root == "") root = getDirectory("Choose the folder of Gradiscope, with docs and test-images in it");
help = root + "/docs/examples/lectures/helpers/";

run("Kernels...", "layer=conv1 view=stack title=kernels");
newImage("disc", "8-bit black", 96, 96, 1);
makeOval(24, 24, 48, 48);
setColor(255);
fill();
run("Select None");
runMacro(help + "ask.ijm", "The stack shows the 16 kernels of the first layer. The image is a white disc on black.\n" +
	"Which kernels will respond to the inside of the disc, which to its edge?");

selectImage("disc");
run("Activations...", "layers=conv1 view=stack title=maps");

// The mean of each map within 2 pixels of the edge, and the larger of its means inside and outside.
selectImage("maps");
detectors = 0; kernels = ""; maps = ""; shown = 0;
print("channel: at the edge, elsewhere");
for (channel = 0; channel < nSlices; channel++) {
	setSlice(channel + 1);
	edge = mean(22, 26);
	elsewhere = maxOf(mean(0, 18), mean(30, 40));
	print(channel + ": " + d2s(edge, 2) + ", " + d2s(elsewhere, 2));
	if (edge > 3 * elsewhere) detectors++;
	if (edge > 8 * elsewhere && shown < 5) {
		kernels += " | kernels @" + (channel + 1) + " = kernel " + channel;
		maps += " | maps @" + (channel + 1) + " = edge " + d2s(edge, 2) + ", elsewhere " + d2s(elsewhere, 2);
		shown++;
	}
}
print("ANSWER: " + detectors + " of " + nSlices + " channels respond to the edge over three times as much as elsewhere.");
print("Most see it from one side only: a kernel compares one side of a pixel with the other.");
print("(The frame around some maps: beyond the border the network sees mid grey, so that black ends in an edge there.)");
runMacro(help + "figure.ijm", "figure: edge detectors, 144\ndisc = a white disc" + kernels + "\n" +
	"disc = its maps in the same channels" + maps);
return "detectors=" + detectors;

// The mean over pixels whose distance from the centre of the disc is from low to high.
function mean(low, high) {
	sum = 0; count = 0;
	for (y = 0; y < 96; y++) for (x = 0; x < 96; x++) {
		distance = sqrt((x - 47.5) * (x - 47.5) + (y - 47.5) * (y - 47.5));
		if (distance >= low && distance <= high) { sum += getPixel(x, y); count++; }
	}
	return sum / count;
}
