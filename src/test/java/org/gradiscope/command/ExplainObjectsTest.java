/*-
 * #%L
 * Convolutional networks looked into from ImageJ and Fiji.
 * %%
 * Copyright (C) 2026 Gradiscope founders.
 * %%
 * Redistribution and use in source and binary forms, with or without
 * modification, are permitted provided that the following conditions are met:
 *
 * 1. Redistributions of source code must retain the above copyright notice,
 *    this list of conditions and the following disclaimer.
 * 2. Redistributions in binary form must reproduce the above copyright notice,
 *    this list of conditions and the following disclaimer in the documentation
 *    and/or other materials provided with the distribution.
 *
 * THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS"
 * AND ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE
 * IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE
 * ARE DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDERS OR CONTRIBUTORS BE
 * LIABLE FOR ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR
 * CONSEQUENTIAL DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF
 * SUBSTITUTE GOODS OR SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS
 * INTERRUPTION) HOWEVER CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER IN
 * CONTRACT, STRICT LIABILITY, OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE)
 * ARISING IN ANY WAY OUT OF THE USE OF THIS SOFTWARE, EVEN IF ADVISED OF THE
 * POSSIBILITY OF SUCH DAMAGE.
 * #L%
 */

package org.gradiscope.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.ImageStack;
import ij.gui.Line;
import ij.gui.OvalRoi;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.io.RoiEncoder;
import ij.measure.Calibration;
import ij.measure.ResultsTable;
import ij.process.ByteProcessor;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.gradiscope.attribution.objects.ObjectMethods;
import org.gradiscope.imagej.PixelType;
import org.gradiscope.pattern.Pattern;
import org.gradiscope.testing.Micropatterns;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.scijava.command.CommandModule;

/** Objects of drawings, explained to the embedded network. */
class ExplainObjectsTest {

	@RegisterExtension
	static final QuietCommands COMMANDS = QuietCommands.ofUsers();

	@TempDir
	private Path folder;

	static List<String> methods() {
		return ObjectMethods.REGISTRY.names();
	}

	/** Nuclei with three selections in the overlay; half a micrometre a pixel. */
	private static ImagePlus image() {
		final ImagePlus image = new ImagePlus("nuclei.tif", PixelType.RGB
			.processor(Micropatterns.draw(Pattern.NUCLEI, 64, 7).values()).convertToByte(false));
		final Calibration calibration = new Calibration();
		calibration.pixelWidth = 0.5;
		calibration.pixelHeight = 0.5;
		calibration.setUnit("um");
		image.setCalibration(calibration);
		image.setOverlay(overlay());
		return image;
	}

	private static Overlay overlay() {
		final Overlay overlay = new Overlay();
		overlay.add(named(new Roi(4, 6, 20, 16), "first"));
		overlay.add(named(new OvalRoi(30, 8, 18, 22), "second"));
		overlay.add(new Roi(10, 40, 44, 20));
		return overlay;
	}

	private static Roi named(final Roi roi, final String name) {
		roi.setName(name);
		return roi;
	}

	private static CommandModule run(final ImagePlus input, final Object... values) throws Exception {
		return COMMANDS.run(ExplainObjects.class, Map.of("input", input, "coalitions", 40), values);
	}

	private static ResultsTable table(final ImagePlus input, final Object... values)
		throws Exception {
		return (ResultsTable) run(input, values).getOutput("table");
	}

	private static List<String> column(final ResultsTable table, final String name) {
		return Arrays.asList(table.getColumnAsStrings(name));
	}

	private static double sum(final ResultsTable table) {
		return Arrays.stream(table.getColumn("value")).sum();
	}

	/** The score is the class's logit, and the values are what it is over that of nothing. */
	@Test
	void sharesAreTheWholeScore() throws Exception {
		final ResultsTable table = table(image(), "target", "nuclei");
		assertEquals(List.of("first", "second", "object 3", "background"), column(table, "object"));
		assertEquals(table.getValue("score", 0) - table.getValue("score-of-nothing", 0), sum(table),
			1e-5);
		assertEquals(0, table.getValue("value", 3), "the background is always there");
		assertArrayEquals(new double[4], table.getColumn("error"), 0);
		final ResultsTable classes = (ResultsTable) COMMANDS
			.run(Classify.class, Map.of("input", image(), "top", 12)).getOutput("table");
		final int row = column(classes, "label").indexOf("nuclei");
		assertEquals(classes.getValue("logit", row), table.getValue("score", 0), 1e-5);
		assertEquals(20 * 16 * 0.25, table.getValue("area", 0), 1e-9);
		assertEquals(14 * 0.5, table.getValue("x", 0), 1e-9);
		assertEquals(14 * 0.5, table.getValue("y", 0), 1e-9);
		assertEquals("um", table.getStringValue("unit", 0).replace('\u00b5', 'u'));
	}

	/** Where the background is a player, and where a method leaves something, the sum is the same. */
	@ParameterizedTest
	@MethodSource("methods")
	void eachMethodsSum(final String method) throws Exception {
		final ResultsTable table = table(image(), "method", method, "fill", "mean");
		assertEquals("background", table.getStringValue("object", 3));
		assertTrue(table.getValue("value", 3) != 0);
		assertEquals(table.getValue("score", 0) - table.getValue("score-of-nothing", 0), sum(table),
			1e-5);
		assertEquals(!List.of("shapley", "kernel-shap").contains(method), table.size() == 5, method);
	}

	@Test
	void theOverlay() throws Exception {
		final CommandModule run = run(image(), "method", "leave-one-out");
		final ImagePlus output = (ImagePlus) run.getOutput("output");
		final ResultsTable table = (ResultsTable) run.getOutput("table");
		final Roi[] rois = output.getOverlay().toArray();
		for (int n = 0; n < 3; n++) {
			assertEquals(table.getStringValue("object", n), rois[n].getName());
			assertEquals(table.getValue("value", n), Double.parseDouble(rois[n].getProperty("value")),
				1e-5);
			assertEquals(String.valueOf((int) table.getValue("rank", n)), rois[n].getProperty("rank"));
			assertTrue(rois[n].getFillColor() != null);
		}
		assertEquals(0.5, output.getCalibration().pixelWidth);
		assertArrayEquals((byte[]) image().getProcessor().getPixels(),
			(byte[]) output.getProcessor().getPixels());
		assertNull(run.getOutput("pairs"));
	}

	@Test
	void pairs() throws Exception {
		final CommandModule run = run(image(), "interactions", true);
		final ResultsTable pairs = (ResultsTable) run.getOutput("pairs");
		assertEquals(3, pairs.size());
		final ResultsTable alone = table(image(), "method", "add-one-in");
		assertEquals(alone.getValue("score", 0) - alone.getValue("score-of-nothing", 0),
			Arrays.stream(pairs.getColumn("interaction")).sum() +
				Arrays.stream(alone.getColumn("value")).limit(3).sum(),
			1e-5);
	}

	/** Objects that the network does not see are left out, and that is said. */
	@Test
	void withinTheSelection() throws Exception {
		final ImagePlus image = image();
		image.setRoi(0, 0, 60, 34);
		final CommandModule run = run(image);
		assertEquals(List.of("first", "second", "background"),
			column((ResultsTable) run.getOutput("table"), "object"));
		assertTrue(((ImagePlus) run.getOutput("output")).getInfoProperty()
			.contains("Of 3 objects 1 lie outside of the selection and are left out."));
	}

	/** Each thing that is left out is in the info. */
	@Test
	void allThatIsLeftOutIsSaid() throws Exception {
		final ImagePlus image = image();
		image.getOverlay().add(new Line(0, 0, 5, 5));
		image.getOverlay().add(new Roi(5, 7, 30, 4));
		image.setRoi(0, 0, 60, 34);
		final String info =
			((ImagePlus) run(image, "method", "leave-one-out").getOutput("output")).getInfoProperty();
		for (final String said : List.of("Of 5 selections 1 are left out",
			"pixels lie in several selections", "Of 4 objects 1 lie outside of the selection"))
			assertTrue(info.contains(said), info);
	}

	/** The same objects from a file of the ROI Manager, and from a label image. */
	@Test
	void fromFiles() throws Exception {
		final ImagePlus image = image();
		final Path rois = folder.resolve("cells.zip");
		try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(rois))) {
			for (final Roi roi : overlay().toArray()) {
				zip.putNextEntry(new ZipEntry((roi.getName() == null ? "third" : roi.getName()) + ".roi"));
				zip.write(RoiEncoder.saveAsByteArray(roi));
			}
		}
		final ByteProcessor labels = new ByteProcessor(64, 64);
		for (int n = 0; n < 3; n++) {
			labels.setValue(10 * n + 5);
			labels.fill(overlay().get(n));
		}
		final double[] expected = table(image).getColumn("value");
		image.setOverlay(null);
		final ResultsTable zipped = table(image, "objects", rois.toString());
		assertEquals(List.of("first", "second", "third", "background"), column(zipped, "object"));
		assertArrayEquals(expected, zipped.getColumn("value"), 1e-6);
		final Path map = folder.resolve("labels.tif");
		ij.IJ.save(new ImagePlus("labels", labels), map.toString());
		final ResultsTable labelled = table(image, "objects", map.toString());
		assertEquals(List.of("5", "15", "25", "background"), column(labelled, "object"));
		assertArrayEquals(expected, labelled.getColumn("value"), 1e-6);
	}

	/** Objects of one slice are those that are seen with it. */
	@Test
	void slices() throws Exception {
		final ImagePlus one = image();
		final ImageStack stack = new ImageStack(64, 64);
		stack.addSlice(one.getProcessor());
		stack.addSlice(one.getProcessor().duplicate());
		final ImagePlus two = new ImagePlus("two.tif", stack);
		final Overlay overlay = overlay();
		overlay.get(0).setPosition(1);
		overlay.get(1).setPosition(2);
		two.setOverlay(overlay);
		final CommandModule run = run(two, "method", "leave-one-out");
		final ResultsTable table = (ResultsTable) run.getOutput("table");
		assertEquals(List.of("first", "object 2", "background", "not shared out", "second", "object 2",
			"background", "not shared out"), column(table, "object"));
		assertArrayEquals(new double[] { 1, 1, 1, 1, 2, 2, 2, 2 }, table.getColumn("slice"), 0);
		final ImagePlus output = (ImagePlus) run.getOutput("output");
		assertEquals(2, output.getStackSize());
		assertEquals(1, output.getOverlay().get(0).getPosition());
		assertEquals(2, output.getOverlay().get(2).getPosition());
		assertEquals(2, ((ImagePlus) run.getOutput("bars")).getStackSize());
	}

	/** Without areas there are superpixels, and the fill is the blurred image. */
	@Test
	void superpixels() throws Exception {
		final ImagePlus image = image();
		image.setOverlay(null);
		final CommandModule run = run(image, "pieces", 9, "method", "leave-one-out");
		final ResultsTable table = (ResultsTable) run.getOutput("table");
		assertEquals("superpixel 1", table.getStringValue("object", 0));
		assertEquals(64 * 64 * 0.25, Arrays.stream(table.getColumn("area")).filter(a -> a > 0).sum(),
			1e-6);
		assertTrue(((ImagePlus) run.getOutput("output")).getInfoProperty()
			.contains("missing objects of slice 1: blur"));
	}

	private static String error(final Object... values) {
		return ErrorReport.line(assertThrows(ExecutionException.class, () -> run(image(), values)));
	}

	@Test
	void refused() throws Exception {
		assertTrue(error("method", "shaply").contains("shapley"));
		assertTrue(error("target", "nuclei;haze").contains("Objects explain one target"));
		assertTrue(error("fill", "grey").contains("or a grey level, but 'grey' was given"));
		assertTrue(error("fill", "300").contains("from 0.0 to 255.0, but 300.0 was given"));
		assertTrue(error("objects", "grid", "fill", "background").contains("objects cover all"));
		assertTrue(error("pieces", 0, "objects", "grid").contains("1 to 5000, but 0"));
		assertTrue(error("rim", -1).contains("0 to 100, but -1"));
		assertTrue(error("objects", "nowhere.zip").contains("nowhere.zip"));
		Files.writeString(folder.resolve("bad.roi"), "none");
		assertTrue(error("objects", folder.resolve("bad.roi").toString()).contains("damaged"));
		Files.writeString(folder.resolve("bad.zip"), "none");
		assertTrue(
			error("objects", folder.resolve("bad.zip").toString()).contains("no selection in it"));
		assertTrue(error("map", "none", "method", "gradient").contains("integrated-gradients"));
	}
}
