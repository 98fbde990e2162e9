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
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.gui.OvalRoi;
import ij.gui.Roi;
import ij.measure.ResultsTable;
import ij.process.ImageProcessor;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.gradiscope.imagej.PixelType;
import org.gradiscope.pattern.Pattern;
import org.gradiscope.testing.Micropatterns;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandModule;

/** The loss around drawings, on the embedded network. */
class LossSurfaceTest {

	@RegisterExtension
	static final QuietCommands COMMANDS = QuietCommands.ofUsers();

	@TempDir
	private Path folder;

	private static ImageProcessor drawn(final Pattern pattern) {
		return PixelType.RGB.processor(Micropatterns.draw(pattern, 48, 7).values());
	}

	private static ImagePlus grey(final Pattern pattern) {
		return new ImagePlus("image.tif", drawn(pattern).convertToByte(false));
	}

	private static CommandModule run(final ImagePlus input, final Object... values) throws Exception {
		return COMMANDS.run(LossSurface.class,
			Map.of("input", input, "points", "7", "directions", 4, "epsilon", "24"), values);
	}

	private static ImagePlus image(final CommandModule module, final String output) {
		return (ImagePlus) module.getOutput(output);
	}

	private static ResultsTable table(final CommandModule module) {
		return (ResultsTable) module.getOutput("table");
	}

	private static float[] losses(final CommandModule module) {
		return (float[]) image(module, "loss").getProcessor().getPixels();
	}

	private static String error(final Object... values) {
		return QuietCommands.error(() -> run(grey(Pattern.MEMBRANES), values));
	}

	@Test
	void theLossHasItsPlaceInThePlane() throws Exception {
		final CommandModule module = run(grey(Pattern.MEMBRANES));
		final ImagePlus loss = image(module, "loss");
		assertEquals("image-loss-surface", loss.getTitle());
		assertEquals(32, loss.getBitDepth());
		assertEquals(7, loss.getWidth());
		assertEquals(8, loss.getCalibration().pixelWidth, 1e-9);
		assertEquals("grey levels", loss.getCalibration().getUnit());
		assertEquals(-24, loss.getCalibration().getX(0), 1e-9);
		assertEquals(0, loss.getCalibration().getY(3), 1e-9);
		assertEquals(table(module).getValue("loss", 0), loss.getProcessor().getf(3, 3), 1e-4);
		assertEquals(90, table(module).getValue("angle", 0), 1e-9);
		final String finding = table(module).getStringValue("finding", 0);
		assertTrue(finding.startsWith("The image is taken for membranes; it becomes "), finding);
		final String info = loss.getInfoProperty();
		assertTrue(info.contains("finding of slice 1: " + finding), info);
		assertTrue(info.contains("surface: LossLandscape[points=7, epsilon=24.0, random=30, " +
			"directions=4, norm=l2, seed=1]"), info);
		final ResultsTable space = (ResultsTable) module.getOutput("space");
		assertTrue(space.size() >= 3);
		assertEquals(1, space.getValue("directions", 0));
	}

	/** From point to point, for a little way. */
	@Test
	void theLossRisesToTheRight() throws Exception {
		final float[] losses = losses(run(grey(Pattern.MEMBRANES), "epsilon", "3"));
		for (int i = 21; i < 27; i++)
			assertTrue(losses[i + 1] > losses[i], i + ": " + losses[i] + " " + losses[i + 1]);
	}

	/** The boundary of the table is where the class map changes colour. */
	@Test
	void theClassMapAndTheSurfaceAreDrawn() throws Exception {
		final CommandModule module = run(grey(Pattern.MEMBRANES), "points", "21");
		for (final String output : new String[] { "classes", "plot" }) {
			final ImagePlus drawn = image(module, output);
			assertEquals("image-loss-surface-" + output, drawn.getTitle());
			assertEquals(24, drawn.getBitDepth());
			assertTrue(drawn.getStatistics().stdDev > 20, output);
		}
		final double distance = table(module).getValue("boundary-across", 0);
		final float[] row = new float[21];
		System.arraycopy(losses(module), 10 * 21, row, 0, 21);
		assertTrue(distance > 0 && distance < 24, "a boundary at " + distance);
		final ImageProcessor map = image(module, "classes").getProcessor();
		final int left = 62;
		final int side = 420;
		final int y = 14 + side / 2 + 12;
		final int own = map.getPixel(left + side / 2 - 30, y);
		assertFalse(own == map.getPixel(left + side - 3, y));
		final int step = (int) Math.floor(distance / 2.4);
		assertEquals(own, map.getPixel(left + (10 + step) * 20 + 10, y));
		assertFalse(own == map.getPixel(left + (11 + step) * 20 + 10, y));
	}

	@Test
	void eachSliceHasASurface() throws Exception {
		final ImageStack stack = new ImageStack(48, 48);
		for (final Pattern pattern : new Pattern[] { Pattern.MEMBRANES, Pattern.NUCLEI })
			stack.addSlice(drawn(pattern).convertToByte(false));
		final ImagePlus input = new ImagePlus("stack.tif", stack);
		final CommandModule all = run(input, "slices", "all", "points", "5");
		for (final String output : new String[] { "loss", "classes", "plot" })
			assertEquals(2, image(all, output).getStackSize());
		assertEquals(2, table(all).size());
		input.setSlice(2);
		final CommandModule second = run(input, "points", "5");
		assertEquals(2, table(second).getValue("slice", 0));
		assertArrayEquals((float[]) image(all, "loss").getStack().getPixels(2), losses(second), 1e-4f);
	}

	@Test
	void imagesOfAllTypesAreSeen() throws Exception {
		final ImageProcessor rgb = drawn(Pattern.MEMBRANES);
		final CommandModule colour = run(new ImagePlus("rgb", rgb), "points", "3");
		assertEquals("membranes", table(colour).getStringValue("class", 0));
		final ImagePlus floats = new ImagePlus("floats", rgb.convertToByte(false).convertToFloat());
		floats.getProcessor().multiply(1 / 255.0);
		floats.setDisplayRange(0, 1);
		final CommandModule unit = run(floats, "points", "3", "epsilon", "auto");
		assertEquals("membranes", table(unit).getStringValue("class", 0));
		final double reach = image(unit, "loss").getCalibration().pixelWidth;
		assertTrue(Arrays.asList(16, 32, 64).contains((int) Math.round(255 * reach)), "" + reach);
	}

	@Test
	void onlyWhatIsSelectedChanges() throws Exception {
		final ImagePlus input = grey(Pattern.MEMBRANES);
		input.setRoi(new OvalRoi(4, 4, 40, 40));
		final float[] oval = losses(run(input, "epsilon", "3"));
		input.setRoi(new Roi(4, 4, 40, 40));
		final float[] bounds = losses(run(input, "epsilon", "3"));
		// The network sees the same, and less of it may change.
		assertEquals(bounds[24], oval[24], 1e-5);
		assertTrue(oval[27] < bounds[27], oval[27] + " " + bounds[27]);
	}

	@Test
	void theSeedDecidesOfTheRandomDirection() throws Exception {
		final float[] one = losses(run(grey(Pattern.MEMBRANES), "seed", 1L));
		assertArrayEquals(one, losses(run(grey(Pattern.MEMBRANES), "seed", 1L)), 1e-5f);
		final float[] other = losses(run(grey(Pattern.MEMBRANES), "seed", 2L));
		assertFalse(Math.abs(one[3] - other[3]) < 1e-6);
	}

	@Test
	void thePlaneGoesThroughTwoImages() throws Exception {
		final String nuclei = write(Pattern.NUCLEI, "nuclei.tif");
		final String bacteria = write(Pattern.BACTERIA, "bacteria.tif");
		final CommandModule module = run(grey(Pattern.MEMBRANES), "towards", nuclei + ", " + bacteria);
		final ImagePlus loss = image(module, "loss");
		assertEquals("of the way", loss.getCalibration().getUnit());
		assertEquals(0.25, loss.getCalibration().pixelWidth, 1e-9);
		assertEquals(1, loss.getCalibration().getX(5), 1e-9);
		final CommandModule there =
			run(grey(Pattern.NUCLEI), "target", "membranes", "points", "3", "directions", 0);
		assertEquals(table(there).getValue("loss", 0), loss.getProcessor().getf(5, 1), 0.01);
		assertNull(there.getOutput("space"));
		final String finding = table(module).getStringValue("finding", 0);
		assertTrue(finding.contains(" of the way to nuclei.tif"), finding);
		assertTrue(error("towards", nuclei).contains("two images with a comma between them"));
		assertTrue(error("towards", nuclei + ",nothing.tif").contains("no image 'nothing.tif'"));
		final String small = folder.resolve("small.tif").toString();
		IJ.saveAsTiff(IJ.createImage("small", 20, 20, 1, 8), small);
		assertTrue(error("towards", nuclei + "," + small).contains("of one size"));
	}

	private String write(final Pattern pattern, final String name) {
		final String path = folder.resolve(name).toString();
		IJ.saveAsTiff(grey(pattern), path);
		return path;
	}

	@Test
	void aLongRunIsCanceledInTheMiddle() throws Exception {
		final LossSurface command = new LossSurface();
		COMMANDS.context().inject(command);
		final CommandModule module = new CommandModule(new CommandInfo(LossSurface.class), command);
		module.setInput("input", grey(Pattern.NUCLEI));
		module.setInput("points", "1001");
		final Thread thread = new Thread(module::run);
		thread.start();
		thread.join(TimeUnit.SECONDS.toMillis(2));
		assertTrue(thread.isAlive(), "it takes long");
		module.cancel("enough");
		thread.join(TimeUnit.SECONDS.toMillis(30));
		assertTrue(!thread.isAlive(), "it goes on");
		assertTrue(module.isCanceled());
		assertNull(module.getOutput("table"));
	}

	@Test
	void whatMakesNoSurfaceIsSaidInOneLine() {
		assertEquals("The loss surface needs 3 to 1001 points along each side, but 2 was given.",
			error("points", "2"));
		assertEquals("The key 'points' is a whole number from 3 to 1001 or auto, but 7.5 was given.",
			error("points", "7.5"));
		assertEquals("The loss surface needs directions of at least 0, but -1 was given.",
			error("directions", -1));
		for (final String epsilon : new String[] { "0", "-3", "256", "NaN" })
			assertEquals("The key 'epsilon' is over 0 and at most the extent of the value range, " +
				"255.0, but " + epsilon + " was given.", error("epsilon", epsilon));
		assertTrue(error("norm", "l1").contains("'norm' is one of l2, linf"));
		assertTrue(error("target", "unicorn").contains("no class 'unicorn'"));
	}
}
