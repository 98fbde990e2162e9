// Stride and pooling by hand: three ways to make an image half as large.
// Look at: rings that are not in the image.
root = getArgument();
if (root == "") root = getDirectory("Choose the folder of Gradiscope, with docs and test-images in it");
help = root + "/docs/examples/lectures/helpers/";
// Rings that become narrower outwards: at the corners, two pixels from one to the next.
newImage("original", "8-bit black", 192, 192, 1);
for (y = 0; y < 192; y++) for (x = 0; x < 192; x++)
	setPixel(x, y, round(127.5 + 127.5 * cos(0.0115 * ((x - 96) * (x - 96) + (y - 96) * (y - 96)))));
runMacro(help + "ask.ijm", "Of each 2 x 2 pixels we keep the first (stride 2), the mean (average pooling) or the largest (max pooling).\n" +
	"The narrow rings near the corners have no room in the smaller image. What will be there instead, in each of the three?");

var names = newArray("stride 2", "average pooling", "max pooling");
left = newArray(3); panels = "";
for (way = 0; way < 3; way++) {
	pooled(way);
	// The contrast of a corner, where none can be right.
	makeRectangle(0, 0, 16, 16);
	getStatistics(area, mean, min, max, deviation);
	run("Select None");
	left[way] = deviation;
	print(names[way] + ": the deviation in the corner is " + d2s(deviation, 1) + " grey levels");
	panels += " | " + names[way] + " = " + names[way] + ": deviation in the corner " + d2s(deviation, 0);
}
runMacro(help + "sample.ijm", root + ", nuclei-8bit.tif, 40, 40, 96, 96, nuclei");
run("Activations...", "layers=conv1 view=stack title=conv1");
one = getWidthOf("conv1");
selectImage("nuclei");
run("Activations...", "layers=conv2 view=stack title=conv2");
two = getWidthOf("conv2");
print("ANSWER: a stride alone invents rings (aliasing). The mean takes most of them away; the largest value brightens, and invents rings of its own.");
print("The network inside pools by the mean: of an image 96 pixels wide, maps of conv1 are " + one + " wide, those of conv2 " + two + ".");
runMacro(help + "figure.ijm", "figure: stride and pooling, 192\noriginal = the image" + panels);
return "stride=" + left[0] + " average=" + left[1] + " max=" + left[2];

// 0 keeps the first of each 2 x 2 pixels, 1 takes the mean, 2 the largest.
function pooled(way) {
	selectImage("original");
	values = newArray(96 * 96);
	for (y = 0; y < 96; y++) for (x = 0; x < 96; x++) {
		a = getPixel(2 * x, 2 * y); b = getPixel(2 * x + 1, 2 * y);
		c = getPixel(2 * x, 2 * y + 1); d = getPixel(2 * x + 1, 2 * y + 1);
		if (way == 0) values[y * 96 + x] = a;
		if (way == 1) values[y * 96 + x] = (a + b + c + d) / 4;
		if (way == 2) values[y * 96 + x] = maxOf(maxOf(a, b), maxOf(c, d));
	}
	newImage(names[way], "8-bit black", 96, 96, 1);
	for (i = 0; i < values.length; i++) setPixel(i % 96, floor(i / 96), round(values[i]));
}

function getWidthOf(title) {
	selectImage(title);
	return getWidth();
}
