// Puts open images side by side, with captions, into one RGB image.
// Argument: lines. The first has the figure's title and the height of its panels in pixels: "my figure, 200".
// Each other line is a row of panels, separated by bars: "title of an image = caption | title @3 = caption", where @3 is
// the third slice of a stack, if it is 32-bit from its own minimum to its own maximum.
lines = split(getArgument(), "\n");
head = split(lines[0], ",");
height = parseInt(head[1]);
gap = 12; size = 14; leading = 18;
setOption("ExpandableArrays", true);
windows = false;
if (call("java.awt.GraphicsEnvironment.isHeadless") == "false") windows = !is("Batch Mode");
if (windows) setBatchMode(true);

// Where each panel goes.
count = 0; y = gap; width = 0;
titles = newArray(0); captions = newArray(0); lefts = newArray(0); tops = newArray(0); wide = newArray(0);
for (row = 1; row < lines.length; row++) {
	panels = split(lines[row], "|");
	x = gap; most = 1;
	for (i = 0; i < panels.length; i++) {
		cut = indexOf(panels[i], " = ");
		if (cut < 0) exit("Expected panels of the form title = caption, but came: " + panels[i]);
		titles[count] = String.trim(substring(panels[i], 0, cut));
		choose(titles[count]);
		wide[count] = round(getWidth() * height / getHeight());
		captions[count] = wrapped(String.trim(substring(panels[i], cut + 3)), wide[count]);
		most = maxOf(most, lengthOf(captions[count]) - lengthOf(replace(captions[count], "\n", "")) + 1);
		lefts[count] = x; tops[count] = y;
		x += wide[count] + gap;
		count++;
	}
	width = maxOf(width, x);
	y += height + most * leading + gap;
}

newImage(String.trim(head[0]), "RGB white", width, y, 1);
figure = getImageID();
for (i = 0; i < count; i++) draw(titles[i], lefts[i], tops[i], wide[i], height, captions[i]);
selectImage(figure);
if (windows) setBatchMode("exit and display");

// Makes the image the current one, and one of its slices.
function choose(panel) {
	at = lastIndexOf(panel, " @");
	if (at < 0) selectImage(panel);
	else {
		selectImage(substring(panel, 0, at));
		setSlice(parseInt(substring(panel, at + 2)));
		if (bitDepth() == 32) resetMinAndMax();
		updateDisplay();
	}
}

// The image as the screen shows it, overlay included: interpolated where it gets smaller, in whole pixels where it gets larger.
function draw(title, left, top, w, h, caption) {
	choose(title);
	run("Select None");
	run("Flatten", "slice");
	flat = getImageID();
	ratio = getHeight() / h; right = getWidth() - 1.01; bottom = getHeight() - 1.01; // at the last pixel ImageJ does not interpolate
	values = newArray(w * h);
	for (y = 0; y < h; y++) for (x = 0; x < w; x++) {
		u = (x + 0.5) * ratio - 0.5; v = (y + 0.5) * ratio - 0.5;
		if (ratio < 1) { u = round(u); v = round(v); }
		else { u = maxOf(0, minOf(right, u)); v = maxOf(0, minOf(bottom, v)); }
		values[y * w + x] = getPixel(u, v);
	}
	close();
	selectImage(figure);
	for (y = 0; y < h; y++) for (x = 0; x < w; x++) setPixel(left + x, top + y, values[y * w + x]);
	setFont("SansSerif", size, "antialiased");
	setColor(60, 60, 60);
	parts = split(caption, "\n");
	for (p = 0; p < parts.length; p++) drawString(parts[p], left, top + h + (p + 1) * leading);
}

// A caption in lines that are no wider than its picture.
function wrapped(caption, w) {
	setFont("SansSerif", size, "antialiased");
	words = split(caption, " ");
	text = ""; line = "";
	for (k = 0; k < words.length; k++) {
		if (line != "" && getStringWidth(line + " " + words[k]) > w) {
			text += line + "\n";
			line = words[k];
		}
		else line = String.trim(line + " " + words[k]);
	}
	return text + line;
}
