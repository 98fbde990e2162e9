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
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.gui.OvalRoi;
import ij.gui.PointRoi;
import ij.gui.PolygonRoi;
import ij.gui.Roi;
import ij.gui.RotatedRectRoi;
import ij.measure.ResultsTable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.gradiscope.attack.Attack;
import org.gradiscope.attack.bound.Bound;
import org.gradiscope.attack.bound.Norm;
import org.gradiscope.attack.method.Expectation;
import org.gradiscope.attack.method.gradient.Pgd;
import org.gradiscope.attack.target.Criterion.Misclassification;
import org.gradiscope.attack.target.NetworkTargetModel;
import org.gradiscope.attack.view.Camera;
import org.gradiscope.attack.view.Light;
import org.gradiscope.attack.view.Pose;
import org.gradiscope.attack.view.View;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.Prediction;
import org.gradiscope.engine.Progress;
import org.gradiscope.imagej.ImagePixels;
import org.gradiscope.imagej.PixelType;
import org.gradiscope.imagej.file.TiffWriter;
import org.gradiscope.metric.StructuralSimilarity;
import org.gradiscope.pattern.Pattern;
import org.gradiscope.style.ColourMatch;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.testing.Micropatterns;
import org.gradiscope.tools.SyntheticPhotograph;
import org.gradiscope.transform.Homography.Point;
import org.gradiscope.transform.Quadrangle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.command.CommandModule;

/** Photographs of which all is known, on the embedded network. */
class CheckPhotographTest {

	@RegisterExtension
	static final QuietCommands COMMANDS = QuietCommands.ofUsers();

	private static final Quadrangle PLACE = new Quadrangle(
		List.of(new Point(40.5, 32), new Point(271, 50), new Point(252, 263), new Point(22, 240.25)));
	private static final String CORNERS = "271,50; 22,240.25; 40.5,32; 252,263";

	@TempDir
	private static Path folder;

	private static ImagePlus image(final String title, final Pixels pixels) {
		return new ImagePlus(title,
			(pixels.channels() == 3 ? PixelType.RGB : PixelType.GREY_8).processor(pixels.values()));
	}

	private static String file(final String name, final Pixels pixels) throws IOException {
		final Path file = folder.resolve(name);
		Files.write(file, TiffWriter.bytes(image(name, pixels)));
		return file.toString();
	}

	private static CommandModule run(final ImagePlus photograph, final Object... values)
		throws Exception {
		return COMMANDS.run(CheckPhotograph.class, Map.of("input", photograph), values);
	}

	private static ResultsTable table(final CommandModule module) {
		return (ResultsTable) module.getOutput("table");
	}

	private static ImagePlus picture(final CommandModule module) {
		return (ImagePlus) module.getOutput("output");
	}

	private static double meanError(final Pixels a, final Pixels b) {
		double sum = 0;
		for (int i = 0; i < a.values().size(); i++)
			sum += Math.abs(a.values().data()[i] - b.values().data()[i]);
		return sum / a.values().size();
	}

	/** Sharp and in white light the original comes back, within 2.5 grey levels on average. */
	@Test
	void aSharpPhotographGivesTheOriginal() throws Exception {
		for (final Pattern pattern : List.of(Pattern.NUCLEI, Pattern.MEMBRANES)) {
			final Pixels original = Micropatterns.draw(pattern, 64, 4);
			final ImagePlus photograph =
				image("photograph.tif", SyntheticPhotograph.plain(PLACE, 300, 300).of(original));
			final CommandModule module =
				run(photograph, "corners", CORNERS, "original", file("original.tif", original));
			assertEquals("photograph-straightened", picture(module).getTitle());
			final Pixels straight = ImagePixels.read(picture(module));
			assertEquals(original.shape(), straight.shape());
			final double error = meanError(original, straight);
			assertTrue(error < 2.5, pattern + ": " + error);
			assertEquals("false", table(module).getStringValue("fools", 0));
			final double correlation = table(module).getValue("correlation", 0);
			assertTrue(correlation > 0.985, pattern + ": " + correlation);
			assertEquals(StructuralSimilarity.of(straight.values(), original.values(), 255),
				table(module).getValue("ssim", 0), 1e-5);
		}
	}

	/** In lamp light, out of focus and noisy it is still like it, and taken for what it is. */
	@Test
	void aPoorPhotographIsStillLikeTheOriginal() throws Exception {
		final Pixels original = Micropatterns.draw(Pattern.NUCLEI, 64, 4);
		final CommandModule module = run(image("poor", poor().of(original)), "corners", CORNERS,
			"original", file("original.tif", original));
		final double correlation = table(module).getValue("correlation", 0);
		assertTrue(correlation > 0.9, "" + correlation);
		assertEquals("false", table(module).getStringValue("fools", 0));
	}

	private static SyntheticPhotograph poor() {
		return new SyntheticPhotograph(PLACE, 300, 300, new double[] { 0.85 }, 20, 2, 4);
	}

	/** What {@code expectation} made fools on the photograph of its print, and the print of the original does not. */
	@Test
	void anAdversarialExampleStillFoolsInPrint() throws Exception {
		final Network network = Micropatterns.network();
		final Pixels original = Micropatterns.draw(Pattern.MEMBRANES, 64, 9);
		final int clean = Prediction.of(network, original).get(0).best();
		final View view =
			new View(new Pose(0.95, 1.05, 3, 0.03), new Light(0.1, 0.2, 0), new Camera(1, 0.02, 0.02, 0));
		final Attack attack =
			Expectation.of(Pgd.of(new Bound(Norm.LINF, 12)).withSteps(15)).withView(view);
		final Pixels perturbed =
			Attack.run(attack, new NetworkTargetModel(network, List.of(new Misclassification(clean))),
				original, Progress.NONE);
		final String before = file("membranes.tif", original);
		final ResultsTable fooled =
			table(run(image("print", poor().of(perturbed)), "corners", CORNERS, "original", before));
		final ResultsTable control =
			table(run(image("control", poor().of(original)), "corners", CORNERS, "original", before));
		assertEquals("true", fooled.getStringValue("fools", 0));
		assertNotEquals(fooled.getStringValue("original-1", 0),
			fooled.getStringValue("photograph-1", 0));
		assertEquals("false", control.getStringValue("fools", 0));
	}

	@Test
	void everyKindOfSelectionIsTakenInAnyOrder() throws Exception {
		final ImagePlus photograph = image("photograph",
			SyntheticPhotograph.plain(PLACE, 300, 300).of(Micropatterns.draw(Pattern.GRID, 64, 2)));
		final int[] expected =
			(int[]) picture(run(photograph, "corners", "40,32; 271,50; 252,263; 22,240")).getProcessor()
				.getPixels();
		final float[] x = { 252, 22, 40, 271 };
		final float[] y = { 263, 240, 32, 50 };
		final float[] halfX = { 21.5f, 270.5f, 39.5f, 251.5f };
		final float[] halfY = { 239.5f, 49.5f, 31.5f, 262.5f };
		for (final Roi roi : List.of(new PolygonRoi(x, y, 4, Roi.POLYGON),
			new PointRoi(halfX, halfY, 4))) {
			photograph.setRoi(roi);
			assertArrayEquals(expected, (int[]) picture(run(photograph)).getProcessor().getPixels());
		}
		photograph.setRoi(new Roi(20, 30, 128, 64));
		final ImagePlus cut = picture(run(photograph));
		assertEquals(128, cut.getWidth());
		assertEquals(64, cut.getHeight());
		assertEquals(photograph.getProcessor().get(30, 40), cut.getProcessor().get(10, 10));
		photograph.setRoi(new RotatedRectRoi(50, 150, 250, 160, 100));
		assertEquals(100, picture(run(photograph)).getHeight(), 1);
	}

	/** What lies on its side is turned by a word, which the command gives where it knows the original. */
	@Test
	void aTurnIsAKey() throws Exception {
		final Pixels original = Micropatterns.draw(Pattern.SARCOMERES, 64, 2);
		final ImagePlus photograph =
			image("side", SyntheticPhotograph.plain(PLACE.turned(1), 300, 300).of(original));
		final String before = file("sarcomeres.tif", original);
		final double[] alike = new double[4];
		for (int k = 0; k < 4; k++)
			alike[k] = table(
				run(photograph, "corners", CORNERS, "original", before, "turn", String.valueOf(90 * k)))
				.getValue("correlation", 0);
		assertTrue(alike[1] > 0.95, Arrays.toString(alike));
		for (final int k : new int[] { 0, 2, 3 })
			assertTrue(alike[k] < 0.6, Arrays.toString(alike));
	}

	/** A photograph in colour of a grey original. */
	@Test
	void theOriginalGivesTypeAndSize() throws Exception {
		final Pixels colours = Micropatterns.draw(Pattern.NUCLEI, 48, 4);
		final Pixels original =
			colours.with(PixelType.GREY_8.stored(ColourMatch.luminance(colours).values()));
		final ImagePlus photograph =
			image("colour", SyntheticPhotograph.plain(PLACE, 300, 300).of(colours));
		final ImagePlus straight =
			picture(run(photograph, "corners", CORNERS, "original", file("grey.tif", original)));
		assertEquals(ImagePlus.GRAY8, straight.getType());
		assertEquals(48, straight.getWidth());
		final ResultsTable alone = table(run(photograph, "corners", CORNERS));
		assertFalse(Arrays.asList(alone.getHeadings()).contains("fools"));
	}

	@Test
	void badInputIsRefusedInOneLine() {
		final ImagePlus photograph = image("photograph", Micropatterns.draw(Pattern.NUCLEI, 64, 4));
		assertError("but nothing is selected; mark the corners of the picture.", photograph);
		photograph.setRoi(new OvalRoi(3, 3, 30, 20));
		assertError("but the selection is of type oval", photograph);
		photograph
			.setRoi(new PolygonRoi(new int[] { 1, 20, 10 }, new int[] { 1, 2, 30 }, 3, Roi.POLYGON));
		assertError("of type polygon with 3 points", photograph);
		for (final String corners : List.of("1,2; 3,4", "1,2; 3,4; 5,6; x,8", "1;2;3;4",
			"NaN,1;2,2;3,3;4,4"))
			assertError("but '" + corners + "' was given.", photograph, "corners", corners);
		assertError("but one is at 65.0,60.0; move it inside.", photograph, "corners",
			"1,1; 60,1; 65,60; 1,60");
		assertError("none between or within the others", photograph, "corners",
			"1,1; 60,1; 20,20; 1,60");
		assertError("There is no image 'nowhere'", photograph, "corners", "1,1; 60,1; 60,60; 1,60",
			"original", "nowhere");
		assertError("The key 'turn' is one of 0, 90, 180, 270, but '45' was given.", photograph,
			"corners", "1,1; 60,1; 60,60; 1,60", "turn", "45");
	}

	private static void assertError(final String expected, final ImagePlus photograph,
		final Object... values) {
		final String error = QuietCommands.error(() -> run(photograph, values));
		assertTrue(error.contains(expected) && error.lines().count() == 1, error);
	}
}
