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

package org.gradiscope.preprocessing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Random;

import org.gradiscope.engine.Network;
import org.gradiscope.engine.NormalizedLayer;
import org.gradiscope.engine.Progress;
import org.gradiscope.model.Channels;
import org.gradiscope.model.ImageFit;
import org.gradiscope.model.InputSize;
import org.gradiscope.model.Preprocessing;
import org.gradiscope.preprocessing.PreprocessingCheck.Fit;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.testing.NormalizedNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** By a network that multiplies each colour by numbers, and remembers what that gave in training. */
class PreprocessingCheckTest {

	private static final Preprocessing UNIT =
		Preprocessing.of(Channels.RGB, ValueRange.UNIT, InputSize.fixed(16, 16));

	/** More red than green than blue, and more of it in the first image than in the second. */
	static List<Pixels> images() {
		final Random random = new Random(1);
		final float[] first = new float[16 * 16 * 3];
		final float[] second = new float[first.length];
		for (int i = 0; i < first.length; i++) {
			first[i] = (i % 3 == 0 ? 150 : i % 3 == 1 ? 120 : 60) + 100 * random.nextFloat();
			second[i] = (i % 3 == 0 ? 90 : i % 3 == 1 ? 70 : 10) + 120 * random.nextFloat();
		}
		return List.of(pixels(first), pixels(second));
	}

	private static Pixels pixels(final float... values) {
		return new Pixels(Tensor.of(Shape.of(1, 16, 16, 3), values), ValueRange.EIGHT_BIT);
	}

	private static PreprocessingCandidate candidate(final String name) {
		return PreprocessingCandidate.of(UNIT).stream().filter(each -> each.name().equals(name))
			.findFirst().orElseThrow();
	}

	private static PreprocessingCheck check(final Network network) {
		return PreprocessingCheck.of(network, PreprocessingCandidate.of(UNIT), images(), Progress.NONE);
	}

	@ParameterizedTest
	@ValueSource(strings = { "caffe, rgb", "caffe", "tf", "tf, bgr", "torch", "torch, bgr",
		"inception5h", "raw", "raw, bgr", "unit", "unit, bgr", "standardized", "standardized, bgr" })
	void whatItWasTrainedWithFitsBest(final String name) {
		try (Network network = NormalizedNetwork.trained(UNIT, candidate(name), images())) {
			final PreprocessingCheck check = check(network);
			assertTrue(check.byMoments());
			assertEquals(13, check.fits().size());
			assertEquals(name, check.best().candidate().name());
			assertEquals(0, check.best().misfit(), 1e-5);
			assertEquals("unit", check.now().candidate().name());
			assertTrue(check.fits().get(1).misfit() > 0.01, check.fits().toString());
		}
	}

	/** Of images that deviate half as much, with the same means: {@code D = (1/4 - 1 + ln 4) / 2}. */
	@Test
	void misfitInClosedForm() {
		try (Network network = NormalizedNetwork.trained(UNIT, candidate("tf"), images())) {
			final List<NormalizedLayer> remembered = network.weights().normalizedLayers();
			assertEquals(1, remembered.size());
			final NormalizedLayer layer = remembered.get(0);
			assertEquals(NormalizedNetwork.WEIGHTS.length, layer.mean().length);
			final double[] wider = layer.variance().clone();
			for (int i = 0; i < wider.length; i++)
				wider[i] *= 4;
			final MomentMisfit misfit =
				new MomentMisfit(List.of(new NormalizedLayer("wider", layer.takes(), layer.mean(), wider)));
			try (Network prepared = network.weights().preparedBy(candidate("tf").preprocessing())) {
				assertEquals(Math.log1p((0.25 - 1 + Math.log(4)) / 2), misfit.of(prepared, images()), 2e-3);
			}
		}
	}

	/** Most channels of the training were dead; here they are not. */
	@Test
	void deadChannelsAreNumbers() {
		try (Network network = NormalizedNetwork.forgetful(UNIT)) {
			final double[] variance = new double[NormalizedNetwork.WEIGHTS.length];
			variance[0] = 0.01;
			final double misfit = new MomentMisfit(
				List.of(new NormalizedLayer("dead", "conv", new double[variance.length], variance)))
				.of(network, images());
			assertTrue(misfit > 1 && misfit < 20, String.valueOf(misfit));
		}
	}

	/** Moments of an axis that is not that of the channels are none of them. */
	@Test
	void otherNumbersOfChannelsAreLeftOut() {
		try (Network network = NormalizedNetwork.trained(UNIT, candidate("tf"), images())) {
			final NormalizedLayer right = network.weights().normalizedLayers().get(0);
			final NormalizedLayer wrong =
				new NormalizedLayer("wrong", right.takes(), new double[64], new double[64]);
			assertEquals(new MomentMisfit(List.of(right)).of(network, images()),
				new MomentMisfit(List.of(wrong, right)).of(network, images()));
			assertTrue(Double.isNaN(new MomentMisfit(List.of(wrong)).of(network, images())));
			final String message =
				assertThrows(IllegalArgumentException.class, () -> PreprocessingCheck.byMoments(network,
					PreprocessingCandidate.of(UNIT), List.of(wrong), images(), Progress.NONE)).getMessage();
			assertTrue(message.contains("remember other channels than they take; give expected=FILE"),
				message);
		}
	}

	/** A layer that takes images of any size sees them as large as the whole network does. */
	@Test
	void largeImagesAreFitted() {
		final float[] values = new float[64 * 48 * 3];
		for (int i = 0; i < values.length; i++)
			values[i] = i / 3 % 64 + 40 * (i % 3);
		final Pixels large =
			new Pixels(Tensor.of(Shape.of(1, 48, 64, 3), values), ValueRange.EIGHT_BIT);
		final Preprocessing tiled = UNIT.withFit(ImageFit.TILE);
		try (Network network = NormalizedNetwork.trained(tiled, candidate("tf"), List.of(large))) {
			final PreprocessingCheck check = PreprocessingCheck.of(network,
				PreprocessingCandidate.of(tiled), List.of(large), Progress.NONE);
			assertEquals("tf", check.best().candidate().name());
			assertEquals(0, check.best().misfit(), 1e-3);
		}
	}

	@Test
	void oneCandidateIsNoChoice() {
		try (Network network = NormalizedNetwork.forgetful(UNIT)) {
			assertTrue(assertThrows(IllegalArgumentException.class,
				() -> PreprocessingCheck.of(network, List.of(candidate("tf")), images(), Progress.NONE))
				.getMessage().contains("takes its images' own numbers"));
		}
	}

	@Test
	void grey() {
		final List<Pixels> grey = images().stream().map(image -> {
			final float[] values = image.values().data().clone();
			for (int i = 0; i < values.length; i++)
				values[i] = values[i - i % 3];
			return pixels(values);
		}).toList();
		try (Network network = NormalizedNetwork.trained(UNIT, candidate("tf"), grey)) {
			final PreprocessingCheck check =
				PreprocessingCheck.of(network, PreprocessingCandidate.of(UNIT), grey, Progress.NONE);
			assertEquals(List.of("tf, bgr"),
				check.alike().stream().map(fit -> fit.candidate().name()).toList());
			assertTrue(check.verdict("cells").contains("it cannot be told from tf, bgr"),
				check.verdict("cells"));
		}
	}

	@Test
	void verdicts() {
		try (Network network = NormalizedNetwork.trained(UNIT, candidate("tf"), images())) {
			final String verdict = check(network).verdict("cells");
			assertTrue(verdict.startsWith("Of 13 preprocessings, tf (rgb -1..1) fits what the batch " +
				"normalization of cells remembers best; the next, "), verdict);
			assertTrue(verdict.contains(" The one taken, unit (rgb 0..1), is "), verdict);
		}
		try (Network network = NormalizedNetwork.trained(UNIT, candidate("unit"), images())) {
			assertTrue(
				check(network).verdict("cells").contains("best, and is the one taken; the next, "));
		}
		final Fit far = new Fit(candidate("unit"), 0.7, Optional.empty());
		assertTrue(new PreprocessingCheck(true, List.of(far), UNIT, 8).verdict("cells").endsWith(
			"None fits well, as if the images were of another kind than those of the training."));
	}

	/** Without anything that remembers, answers are compared, of which there have to be several. */
	@Test
	void withoutNormalization() {
		try (Network network = NormalizedNetwork.forgetful(UNIT)) {
			final PreprocessingCheck check = check(network);
			assertFalse(check.byMoments());
			final String message =
				assertThrows(IllegalArgumentException.class, () -> PreprocessingCheck.of(network,
					PreprocessingCandidate.of(UNIT), images().subList(0, 1), Progress.NONE)).getMessage();
			assertTrue(message.contains("but one was given; give a stack or a folder"), message);
		}
	}

	/** One image is enough to doubt an assumed range, and a flat one is none. */
	@Test
	void evidence() {
		try (Network network = NormalizedNetwork.trained(UNIT, candidate("torch"), images())) {
			final String evidence = RangeEvidence.of(network, images().get(0)).orElseThrow();
			assertTrue(evidence.startsWith("torch (rgb 0..1 minus [0.485, 0.456, 0.406] over " +
				"[0.229, 0.224, 0.225]) fits what its batch normalization remembers "), evidence);
			final float[] flat = new float[16 * 16 * 3];
			assertTrue(RangeEvidence.of(network, pixels(flat)).isEmpty());
		}
		try (Network network = NormalizedNetwork.trained(UNIT, candidate("unit"), images())) {
			assertTrue(RangeEvidence.of(network, images().get(0)).isEmpty());
		}
	}
}
