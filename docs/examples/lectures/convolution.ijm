// Convolution and cross-correlation by hand, with a kernel of your own, beside ImageJ's Convolve...
// Look at: which side of the nuclei is bright. Change the kernel and run it again.
root = getArgument();
if (root == "") root = getDirectory("Choose the folder of Gradiscope, with docs and test-images in it");
help = root + "/docs/examples/lectures/helpers/";
var kernel = newArray(1, 0, -1, 2, 0, -2, 1, 0, -1);

runMacro(help + "sample.ijm", root + ", nuclei-8bit.tif, 40, 40, 120, 120, original");
run("32-bit"); // eight bits have no room for negative values
runMacro(help + "ask.ijm", "The kernel is 1 0 -1 / 2 0 -2 / 1 0 -1. Laid on the image as it is, it is a cross-correlation; turned by half\n" +
	"a turn first, a convolution. Which side of a nucleus will be bright in each? Which of the two is ImageJ's Convolve...?");

apply("cross-correlation", false);
apply("convolution", true);
runMacro(help + "sample.ijm", root + ", nuclei-8bit.tif, 40, 40, 120, 120, by ImageJ");
run("32-bit");
run("Convolve...", "text1=[1 0 -1\n2 0 -2\n1 0 -1\n]");
resetMinAndMax();

correlation = difference("cross-correlation", "by ImageJ");
convolution = difference("convolution", "by ImageJ");
print("ANSWER: the largest difference from ImageJ's Convolve... is " + correlation + " for the cross-correlation by hand");
print("and " + convolution + " for the convolution by hand. So Convolve... does not turn the kernel; nor do the networks' convolutions.");
print("Nothing is lost by that: a network learns its kernels, and would learn them turned.");
runMacro(help + "figure.ijm", "figure: convolution, 180\noriginal = nuclei | cross-correlation = cross-correlation by hand | " +
	"convolution = convolution by hand | by ImageJ = ImageJ's Convolve...");
return "correlation=" + correlation + " convolution=" + convolution;

function apply(title, turned) {
	selectImage("original");
	w = getWidth(); h = getHeight();
	sums = newArray(w * h);
	for (y = 1; y < h - 1; y++) for (x = 1; x < w - 1; x++) {
		sum = 0;
		for (k = 0; k < 9; k++) {
			weight = kernel[k];
			if (turned) weight = kernel[8 - k];
			sum += weight * getPixel(x + k % 3 - 1, y + floor(k / 3) - 1);
		}
		sums[y * w + x] = sum;
	}
	newImage(title, "32-bit black", w, h, 1);
	for (i = 0; i < sums.length; i++) setPixel(i % w, floor(i / w), sums[i]);
	resetMinAndMax();
}

// The largest one, but for the border, where each has a rule of its own.
function difference(one, other) {
	a = pixels(one);
	b = pixels(other);
	largest = 0;
	for (y = 2; y < 118; y++) for (x = 2; x < 118; x++)
		largest = maxOf(largest, abs(a[y * 120 + x] - b[y * 120 + x]));
	return largest;
}

// All pixels of an image: changing from image to image at each of them would take minutes where there are windows.
function pixels(title) {
	selectImage(title);
	values = newArray(getWidth() * getHeight());
	for (i = 0; i < values.length; i++) values[i] = getPixel(i % getWidth(), floor(i / getWidth()));
	return values;
}
