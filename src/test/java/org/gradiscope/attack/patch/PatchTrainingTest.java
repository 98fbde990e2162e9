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

package org.gradiscope.attack.patch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;

import org.gradiscope.attack.bound.PixelFormat;
import org.gradiscope.attack.target.Criterion;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.Progress;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.testing.ClosedFormNetwork;
import org.junit.jupiter.api.Test;

/** On networks that are linear, where the best patch is known. */
class PatchTrainingTest {

	private static final int SIDE = 6;
	private static final Placements HOME =
		Placements.fixed(new Placements.Centre(2, 3.5)).withLight(0);

	/** The second class gets the weights, the first nothing. */
	private static Network linear(final double[] weights) {
		return ClosedFormNetwork.linear(new double[weights.length], weights);
	}

	private static double[] weights(final double bias) {
		final SplittableRandom random = new SplittableRandom(11);
		return random.doubles(SIDE * SIDE).map(w -> w - 0.5 + bias).toArray();
	}

	private static List<PatchExample> examples(final Criterion criterion, final int count) {
		final SplittableRandom random = new SplittableRandom(3);
		final List<PatchExample> examples = new ArrayList<>();
		for (int n = 0; n < count; n++) {
			final Tensor values = Tensor.zeros(Shape.of(1, SIDE, SIDE, 1));
			for (int i = 0; i < values.size(); i++)
				values.data()[i] = (float) random.nextDouble();
			examples
				.add(PatchExample.of(new Pixels(values, ValueRange.UNIT), criterion, PixelFormat.FLOAT32));
		}
		return examples;
	}

	/** 3 x 2 pixels, of which one hides nothing. */
	private static Patch start() {
		return Patch.grey(Tensor.of(Shape.of(1, 3, 2, 1), 1, 1, 1, 0, 1, 1), 1, ValueRange.UNIT);
	}

	private static PatchOptions options(final Placements placements) {
		return PatchOptions.of(placements, 1).withVariation(0).withSteps(60).withRate(0.1).withBatch(4);
	}

	@Test
	void whereItStaysItIsAtTheEndsOfTheRangeByTheSignsOfTheWeights() {
		final double[] weights = weights(0);
		final Criterion[] ends = { new Criterion.Targeted(1, 0), new Criterion.Misclassification(1) };
		for (final Criterion criterion : ends)
			for (final PatchOptions.Climb climb : PatchOptions.Climb.values()) {
				final Patch patch =
					new PatchTraining(linear(weights), options(HOME).withClimb(climb), examples(criterion, 5))
						.run(start(), Progress.NONE);
				for (int i = 0; i < 6; i++) {
					final double weight = weights[(1 + i / 2) * SIDE + 3 + i % 2];
					final boolean up = weight > 0 == criterion instanceof Criterion.Targeted;
					assertEquals(i == 3 ? 0.5f : up ? 1 : 0, patch.pixels().values().data()[i],
						criterion + " by " + climb + " at " + i);
				}
			}
	}

	@Test
	void whereItIsAnywhereTheSumOfTheWeightsDecides() {
		final Placements anywhere = new Placements(null, 0, 0, 0);
		for (final double bias : new double[] { 0.6, -0.6 }) {
			final Patch patch = new PatchTraining(linear(weights(bias)), options(anywhere),
				examples(new Criterion.Targeted(1, 0), 5)).run(start(), Progress.NONE);
			assertArrayEquals(
				bias > 0 ? new float[] { 1, 1, 1, 0.5f, 1, 1 } : new float[] { 0, 0, 0, 0.5f, 0, 0 },
				patch.pixels().values().data());
		}
	}

	@Test
	void totalVariationAndPaletteAreWeighedAgainstTheClass() {
		final double[] weights = weights(0);
		final List<PatchExample> examples = examples(new Criterion.Targeted(1, 0), 4);
		final Patch rough =
			new PatchTraining(linear(weights), options(HOME), examples).run(start(), Progress.NONE);
		final Patch smooth =
			new PatchTraining(linear(weights), options(HOME).withVariation(20).withRate(0.01), examples)
				.run(start(), Progress.NONE);
		assertTrue(new TotalVariation().of(smooth) < 0.2 * new TotalVariation().of(rough));
		final Palette palette = Palette.ofText("51,51,51\n204,204,204");
		final Patch printed = new PatchTraining(linear(weights),
			options(HOME).withPalette(palette, 50).withRate(0.01).withSteps(200), examples)
			.run(start(), Progress.NONE);
		assertTrue(palette.score(printed) < 0.03, "score " + palette.score(printed));
		assertEquals(0.2, palette.score(rough), 1e-6);
	}

	@Test
	void theSeedDecidesAllAndTheImagesTakeTurns() {
		final Placements anywhere = Placements.ANYWHERE;
		final List<PatchExample> examples = examples(new Criterion.Targeted(1, 0), 5);
		final float[] first = patch(examples, anywhere, 1);
		assertArrayEquals(first, patch(examples, anywhere, 1));
		assertFalse(Arrays.equals(first, patch(examples, anywhere, 2)));
	}

	private static float[] patch(final List<PatchExample> examples, final Placements placements,
		final long seed) {
		final PatchOptions options =
			new PatchOptions(placements, 3, 2, PatchOptions.Climb.ADAM, 0.01, 0.1, null, 1, seed);
		return new PatchTraining(linear(weights(0)), options, examples).run(start(), Progress.NONE)
			.pixels().values().data();
	}

	@Test
	void aCanceledRunStops() {
		final PatchTraining training = new PatchTraining(linear(weights(0)), options(HOME),
			examples(new Criterion.Targeted(1, 0), 2));
		assertThrows(CancellationException.class, () -> training.run(start(), () -> true));
	}

	@Test
	void theTrialJudgesWhatIsSavedAndPutsAllPatchesInTheSamePlaces() {
		final double[] ones = new double[SIDE * SIDE];
		Arrays.fill(ones, 1);
		// Fooled where the mean is over a half: black images need all of a patch in white, and 18 pixels of it.
		final Network network = ClosedFormNetwork.linear(ones, new double[SIDE * SIDE]);
		final List<PatchExample> examples = new ArrayList<>();
		for (int n = 0; n < 4; n++)
			examples.add(
				PatchExample.of(new Pixels(Tensor.zeros(Shape.of(1, SIDE, SIDE, 1)), ValueRange.EIGHT_BIT),
					new Criterion.Targeted(0, 1), PixelFormat.UINT8));
		final Patch like = Patch.grey(start().alpha(), 1, ValueRange.EIGHT_BIT);
		final Tensor faint = like.pixels().values().copy();
		Arrays.fill(faint.data(), 0.4f);
		final PatchTrial trial = new PatchTrial(network, Placements.ANYWHERE.withLight(0), examples, 5);
		final List<PatchTrial.Outcome> grey = new ArrayList<>();
		final List<PatchTrial.Outcome> black = new ArrayList<>();
		assertEquals(4, trial.fooled(like, grey::add, Progress.NONE));
		// Rounded to 0, what was over 0 leaves the scores equal, of which the first counts: so ask for the second.
		trial.fooled(like.with(faint), black::add, Progress.NONE);
		for (int n = 0; n < 4; n++) {
			assertEquals(grey.get(n).placement(), black.get(n).placement());
			assertEquals(0, black.get(n).scores().data()[0], "0.4 of a level is none");
		}
		assertFalse(grey.get(0).placement().equals(grey.get(1).placement()));
	}

	@Test
	void controlsAreNoiseOfAllLevelsAndTheMiddleOfAPicture() {
		final Patch like = start();
		final float[] noise = ControlPatches.noise(like, 1).pixels().values().data();
		assertArrayEquals(noise, ControlPatches.noise(like, 1).pixels().values().data());
		assertEquals(6,
			new java.util.HashSet<>(List.of(noise[0], noise[1], noise[2], noise[3], noise[4], noise[5]))
				.size());
		final Tensor picture = Tensor.zeros(Shape.of(1, 5, 4, 1));
		Arrays.setAll(new Object[20], i -> picture.data()[i] = i);
		assertArrayEquals(new float[] { 5, 6, 9, 10, 13, 14 },
			ControlPatches.tile(like, new Pixels(picture, ValueRange.UNIT)).pixels().values().data());
		assertThrows(IllegalArgumentException.class, () -> ControlPatches.tile(like,
			new Pixels(Tensor.zeros(Shape.of(1, 2, 9, 1)), ValueRange.UNIT)));
	}
}
