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
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.measure.ResultsTable;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;

import org.gradiscope.imagej.PixelType;
import org.gradiscope.pattern.Pattern;
import org.gradiscope.pattern.PatternGenerator;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.testing.Micropatterns;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.command.Command;
import org.scijava.command.CommandModule;

/** Both commands with the embedded network, on drawings that it was not trained with and on the test images. */
class RobustnessCurveTest {

	@RegisterExtension
	static final QuietCommands COMMANDS = QuietCommands.ofUsers();

	private static CommandModule run(final Class<? extends Command> command, final ImagePlus input,
		final Object... values) throws Exception {
		return COMMANDS.run(command, Map.of("input", input), values);
	}

	/** A slice for each pattern of the network's, called after it. */
	private static ImagePlus drawings() {
		final ImageStack stack = new ImageStack(64, 64);
		for (final Pattern pattern : Pattern.values()) {
			final Pixels drawn = PatternGenerator.draw(pattern, 64, 64, 901_000 + pattern.ordinal());
			final Tensor values = drawn.values();
			stack.addSlice(pattern.toString().toLowerCase() + " 1",
				(drawn.channels() == 3 ? PixelType.RGB : PixelType.GREY_8).processor(values)
					.convertToByte(false));
		}
		return new ImagePlus("drawings.tif", stack);
	}

	private static double[] accuracies(final CommandModule module, final String method) {
		final ResultsTable table = (ResultsTable) module.getOutput("table");
		return IntStream.range(0, table.size())
			.filter(row -> method.equals(table.getStringValue("method", row)))
			.mapToDouble(row -> table.getValue("accuracy", row)).toArray();
	}

	@Test
	void attacksFoolMoreThanNoiseAndMoreWithEpsilon() throws Exception {
		final CommandModule module = run(RobustnessCurve.class, drawings(), "epsilons", "0, 2, 16");
		final double[] fgsm = accuracies(module, "fgsm");
		final double[] pgd = accuracies(module, "pgd");
		final double[] noise = accuracies(module, "noise");
		assertTrue(fgsm[0] == pgd[0] && pgd[0] == noise[0], "clean");
		assertTrue(pgd[0] >= 0.8, "clean accuracy " + pgd[0]);
		assertTrue(pgd[0] >= pgd[1] && pgd[1] > pgd[2] && pgd[2] <= 0.1, Arrays.toString(pgd));
		assertTrue(noise[2] > pgd[2] && fgsm[2] >= pgd[2]);
		assertEquals("drawings-robustness", ((ImagePlus) module.getOutput("curves")).getTitle());
	}

	/** Without a gradient too, within epsilon and by a change of a size of its own. */
	@Test
	void attacksOnScoresFoolMoreThanNoise() throws Exception {
		final ImagePlus drawings = drawings();
		while (drawings.getStackSize() > 4)
			drawings.getStack().deleteLastSlice();
		final CommandModule module = run(RobustnessCurve.class, drawings, "methods",
			"square, simba-dct, noise", "epsilons", "0, 24");
		final double[] square = accuracies(module, "square");
		final double[] simba = accuracies(module, "simba-dct");
		final double[] noise = accuracies(module, "noise");
		assertTrue(square[0] == noise[0] && simba[0] == noise[0], "clean");
		assertTrue(square[1] < noise[1] && simba[1] < noise[1],
			square[1] + ", " + simba[1] + " and " + noise[1]);
	}

	/** Without a gradient or a score either, at every epsilon from that of its one change on. */
	@Test
	void decisionsAloneAreEnough() throws Exception {
		final ImagePlus drawings = drawings();
		while (drawings.getStackSize() > 1)
			drawings.getStack().deleteLastSlice();
		final double[] right =
			accuracies(run(RobustnessCurve.class, drawings, "methods", "hopskipjump", "epsilons", "0, 8"),
				"hopskipjump");
		assertArrayEquals(new double[] { 1, 0 }, right);
	}

	@Test
	void aTestImageKeepsItsPredictionAtEpsilonZero() throws Exception {
		final ImagePlus image = IJ.openImage("test-images/vesicles-zstack.tif");
		final CommandModule module = run(RobustnessCurve.class, image, "methods", "fgsm", "epsilons",
			"0, 4", "labels", "prediction");
		final ResultsTable table = (ResultsTable) module.getOutput("table");
		assertEquals(image.getStackSize(), table.getValue("images", 0));
		assertEquals(1, table.getValue("accuracy", 0));
		assertTrue(table.getValue("accuracy", 1) <= 1);
	}

	@Test
	void aDefenceHasACurveForEachAttackAndASentence() throws Exception {
		final CommandModule module = run(RobustnessCurve.class, drawings(), "methods", "fgsm",
			"epsilons", "0, 4", "defence", "bits:3");
		final ResultsTable table = (ResultsTable) module.getOutput("table");
		assertEquals(
			"[fgsm none direct, fgsm none direct, fgsm bits:3 naive, fgsm bits:3 naive, " +
				"fgsm bits:3 adaptive, fgsm bits:3 adaptive]",
			IntStream.range(0, table.size())
				.mapToObj(row -> table.getStringValue("method", row) + " " +
					table.getStringValue("defence", row) + " " + table.getStringValue("attack", row))
				.toList().toString());
		assertEquals(table.getValue("accuracy", 2), table.getValue("accuracy", 4), "clean");
		assertTrue(table.getValue("accuracy", 5) <= table.getValue("accuracy", 3));
		final String recipe = ((ImagePlus) module.getOutput("curves")).getInfoProperty();
		assertTrue(recipe.contains("defence against fgsm: fgsm at epsilon 4: accuracy "), recipe);
	}

	@Test
	void whatFoolsTheNetworkFoolsItsCopyAlways(@TempDir final Path folder) throws Exception {
		final CommandModule module = run(TransferMatrix.class, drawings(), "models",
			"micropatterns; " + Micropatterns.copy(folder));
		final ResultsTable table = (ResultsTable) module.getOutput("table");
		assertEquals(4, table.size());
		assertTrue(table.getValue("fooled-source", 0) >= 9, "of 12");
		for (int row = 0; row < 4; row++)
			assertEquals(1, table.getValue("transfer", row));
		final ImagePlus matrix = (ImagePlus) module.getOutput("matrix");
		assertEquals("drawings-transfer", matrix.getTitle());
		assertTrue(matrix.getInfoProperty().contains("network micropatterns (2): "));
	}

	/** What fools two copies fools a third one. */
	@Test
	void ensemblesAreOneMoreSource(@TempDir final Path folder) throws Exception {
		final String copy = Micropatterns.copy(folder).toString();
		final CommandModule module = run(TransferMatrix.class, drawings(), "models",
			"micropatterns; " + copy + "; " + copy, "method", "fgsm", "ensemble", true);
		final ResultsTable table = (ResultsTable) module.getOutput("table");
		assertEquals(12, table.size());
		for (int row = 9; row < 12; row++) {
			assertEquals("ensemble without the target", table.getStringValue("source", row));
			assertEquals(table.getValue("fooled-source", 0), table.getValue("fooled-source", row));
			assertEquals(1, table.getValue("transfer", row));
		}
	}

	/** Of a network like itself, a further one is fooled just where the first is; the slope of the mean is the same. */
	@Test
	void aFurtherModelHasAColumnOfItsOwn(@TempDir final Path folder) throws Exception {
		final ImagePlus input = drawings();
		final CommandModule both = run(AdversarialPerturbation.class, input, "method", "fgsm",
			"ensemble", Micropatterns.copy(folder).toString());
		final CommandModule one = run(AdversarialPerturbation.class, input, "method", "fgsm");
		final ResultsTable table = (ResultsTable) both.getOutput("table");
		for (int row = 0; row < table.size(); row++) {
			assertEquals(table.getStringValue("success", row),
				table.getStringValue("success-micropatterns", row));
			assertEquals(((ResultsTable) one.getOutput("table")).getStringValue("success", row),
				table.getStringValue("success", row));
			assertEquals(2, table.getValue("gradients", row), "one of each");
		}
		assertTrue(
			((ImagePlus) both.getOutput("output")).getInfoProperty().contains("network micropatterns: "));
	}
}
