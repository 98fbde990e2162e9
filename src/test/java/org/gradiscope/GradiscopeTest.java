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

package org.gradiscope;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

import org.gradiscope.attack.Attack;
import org.gradiscope.attack.bound.PixelFormat;
import org.gradiscope.attack.method.AttackMethods;
import org.gradiscope.attack.target.Criterion;
import org.gradiscope.attribution.GradientMethod;
import org.gradiscope.engine.EngineException;
import org.gradiscope.engine.Prediction;
import org.gradiscope.engine.Progress;
import org.gradiscope.model.ModelException;
import org.gradiscope.objective.Score;
import org.gradiscope.style.StyleOptions;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.testing.BrightnessEngine;
import org.gradiscope.visualization.DeepDreamOptions;
import org.gradiscope.visualization.FeatureVisualizationOptions;
import org.junit.jupiter.api.Test;

/**
 * What Java programs call, in closed form: with {@code m} the mean in 0..1, the logits are
 * {@code 10 (1 - m)} for "dark" and {@code 10 m} for "bright".
 */
class GradiscopeTest {

	private static final ValueRange RANGE = new ValueRange(100, 300);
	private static final DeepDreamOptions ONE_STEP =
		DeepDreamOptions.of("units").withOctaves(1).withJitter(0).withSteps(1, 0.1);

	private final BrightnessEngine engine = new BrightnessEngine();
	private final Gradiscope gradiscope = Gradiscope.on(engine.open(BrightnessEngine.MODEL));

	/** 10x8 pixels, the left half 140, the right half 220: the mean is 0.4 of the range. */
	private static Img<FloatType> halves() {
		final float[] values = new float[80];
		for (int i = 0; i < values.length; i++)
			values[i] = i % 10 < 5 ? 140 : 220;
		return ArrayImgs.floats(values, 10, 8);
	}

	private static float at(final RandomAccessibleInterval<FloatType> image, final long... place) {
		return image.getAt(place).get();
	}

	@Test
	void classifies() {
		final Prediction prediction = gradiscope.classify(halves(), RANGE);
		assertArrayEquals(new float[] { 6, 4 }, prediction.logits(), 1e-5f);
		assertEquals("dark", prediction.ranked(1).get(0).label());
	}

	@Test
	void theRangeAndAnyTypeAndViewAreTaken() {
		final Img<UnsignedByteType> bytes = ArrayImgs.unsignedBytes(20, 20);
		bytes.forEach(pixel -> pixel.set(51));
		assertEquals(2,
			gradiscope.classify(Views.interval(bytes, new long[] { 5, 5 }, new long[] { 14, 12 }),
				ValueRange.EIGHT_BIT).logits()[1],
			1e-5);
		final Img<FloatType> shifted =
			gradiscope.saliency(Views.translate(halves(), 7, -3), RANGE, GradientMethod.GRADIENT);
		assertArrayEquals(new long[] { 0, 0 }, shifted.minAsLongArray());
		assertArrayEquals(new long[] { 10, 8 }, shifted.dimensionsAsLongArray());
	}

	@Test
	void saliencyIsValuePerGreyLevel() {
		final double slope = 10.0 / 80 / 200;
		assertEquals(-slope, at(gradiscope.saliency(halves(), RANGE, GradientMethod.GRADIENT), 9, 7),
			1e-8);
		for (final String bright : List.of("bright", "Bright ", "1"))
			assertEquals(slope,
				at(gradiscope.saliency(halves(), RANGE, GradientMethod.GRADIENT, bright), 0, 0), 1e-8);
		final double probability = 1 / (1 + Math.exp(2));
		assertEquals(20 * (1 - probability) / 80 / 200,
			at(gradiscope.saliency(halves(), RANGE, GradientMethod.GRADIENT, Score.LOG_PROBABILITY.of(1)),
				4, 4),
			1e-8);
	}

	/** The mean square's gradient is proportional to the unit values, 0.2 and 0.6: one step adds 0.1 in the mean. */
	@Test
	void aDreamStepsAlongTheGradient() {
		final Img<FloatType> dream = gradiscope.dream(halves(), RANGE, ONE_STEP);
		assertEquals(140 + 20 * 0.2 / 0.4, at(dream, 4, 7), 1e-3);
		assertEquals(220 + 20 * 0.6 / 0.4, at(dream, 5, 0), 1e-3);
	}

	/** The mean of the squares is all that this network knows of a style. */
	@Test
	void anImageTakesOnTheStyle() {
		final Img<FloatType> style = ArrayImgs.floats(40, 40);
		style.forEach(pixel -> pixel.set(255));
		final Img<FloatType> image = ArrayImgs.floats(40, 36);
		image.forEach(pixel -> pixel.set(51));
		try (Gradiscope real = Gradiscope.open("micropatterns")) {
			final Img<FloatType> restyled = real.restyle(image, style, ValueRange.EIGHT_BIT,
				StyleOptions.of("auto", "pixels").withAlpha(1000).withSteps(30));
			assertArrayEquals(new long[] { 40, 36 }, restyled.dimensionsAsLongArray());
			assertEquals(255, at(restyled, 20, 18), 30);
		}
	}

	/** The layer is the image in grey levels here. */
	@Test
	void activationsAreThoseOfTheLayer() {
		final Img<FloatType> units = gradiscope.activations(halves(), RANGE, "auto");
		assertArrayEquals(new long[] { 10, 8 }, units.dimensionsAsLongArray());
		assertEquals(140, at(units, 4, 7));
		assertEquals(220, at(units, 5, 0));
		assertEquals("There is no convolution in brightness, so there are no kernels to see.",
			assertThrows(IllegalArgumentException.class, () -> gradiscope.kernel("auto")).getMessage());
	}

	@Test
	void layersAreAlsoIndicesWildcardsAndAuto() {
		final Img<FloatType> dream = gradiscope.dream(halves(), RANGE, ONE_STEP);
		for (final String layer : List.of("0", "u*", "auto"))
			assertEquals(at(dream, 0, 0),
				at(gradiscope.dream(halves(), RANGE, ONE_STEP.withLayers(Map.of(layer, 1.0))), 0, 0));
	}

	@Test
	void channelsStayWhereTheyAre() {
		final Img<FloatType> colour = ArrayImgs.floats(8, 8, 3);
		Views.hyperSlice(colour, 2, 1).forEach(green -> green.set(255));
		final Img<FloatType> dream =
			gradiscope.dream(colour, ValueRange.EIGHT_BIT, ONE_STEP.withSteps(1, 0.02));
		assertArrayEquals(new long[] { 8, 8, 3 }, dream.dimensionsAsLongArray());
		assertEquals(0, at(dream, 3, 3, 0));
		assertEquals(255, at(dream, 3, 3, 1));
	}

	@Test
	void perturbationsTakeTheSignOfTheGradient() {
		final Attack fgsm = AttackMethods.FGSM.usual(30);
		final Img<FloatType> fooled = gradiscope.perturb(halves(), RANGE, fgsm);
		assertEquals(170, at(fooled, 0, 0), 1e-4);
		assertEquals(250, at(fooled, 9, 7), 1e-4);
		assertEquals("bright", gradiscope.classify(fooled, RANGE).ranked(1).get(0).label());
		assertEquals(140, at(gradiscope.perturb(fooled, RANGE, fgsm, "dark"), 0, 0), 1e-4);
		assertThrows(IllegalArgumentException.class,
			() -> gradiscope.perturb(halves(), RANGE, fgsm, "dark"), "already dark");
		final Img<FloatType> pgd =
			gradiscope.perturb(halves(), RANGE, AttackMethods.PGD.usual(30), "bright");
		assertEquals(170, at(pgd, 0, 0), 1e-3);
		assertEquals(250, at(pgd, 9, 7), 1e-3);
	}

	/** The mean has to rise by more than 20; of 20.5 integers keep 20. */
	@Test
	void perturbationsAreJudgedAsTheyWouldBeSaved() {
		final Attack attack = AttackMethods.FGSM.usual(20.5);
		final PerturbedImage real = gradiscope.perturb(halves(), RANGE, PixelFormat.FLOAT32, attack);
		assertTrue(real.success());
		assertEquals(160.5, at(real.image(), 0, 0), 1e-4);
		assertEquals(1, real.outcome().queries().gradients());
		final PerturbedImage rounded = gradiscope.perturb(halves(), RANGE, PixelFormat.UINT16, attack);
		assertFalse(rounded.success());
		assertTrue(rounded.outcome().unrounded());
		assertTrue(rounded.outcome().warning().startsWith("it fools only before it is rounded"));
		assertEquals(160, at(rounded.image(), 0, 0));
		assertEquals(20, rounded.outcome().saved().linf());
		assertEquals("dark", gradiscope.classify(rounded.image(), RANGE).ranked(1).get(0).label());
		assertTrue(gradiscope
			.perturb(halves(), RANGE, PixelFormat.UINT16, AttackMethods.FGSM.usual(21), "bright")
			.success());
	}

	@Test
	void whatAFormatCannotHoldIsRefused() {
		final Img<FloatType> half = ArrayImgs.floats(new float[] { 140, 150.5f }, 2, 1);
		final Criterion bright = new Criterion.Targeted(1, 0);
		assertMessage(
			"An image of integers from 0 to 255 is needed, but it has the value 150.5; round " +
				"it, or give FLOAT32.",
			() -> gradiscope.perturb(half, RANGE, PixelFormat.UINT8, AttackMethods.FGSM.usual(8),
				bright));
		assertMessage(
			"The image has integer grey levels, so epsilon has to be at least 1, but 0.5 was " +
				"given; for less, make the image 32-bit (Image > Type > 32-bit).",
			() -> gradiscope.perturb(halves(), RANGE, PixelFormat.UINT8, AttackMethods.FGSM.usual(0.5),
				bright));
	}

	@Test
	void whatTheNetworkHasNotIsRefused() {
		final Img<FloatType> image = halves();
		assertMessage("There is no class 'grey'; the 2 classes are dark, bright.",
			() -> gradiscope.saliency(image, RANGE, GradientMethod.GRADIENT, "grey"));
		assertMessage("There is no layer 'conv' in brightness; the layers are units.",
			() -> gradiscope.dream(image, RANGE, DeepDreamOptions.of("conv")));
		assertMessage("There is no layer 'conv' in brightness; the layers are units.",
			() -> gradiscope.feature("conv", 0, FeatureVisualizationOptions.standard()));
		assertMessage(
			"An image with the axes x, y or x, y, channel was expected, but one of 4 axes " +
				"was given; Views.hyperSlice picks a plane.",
			() -> gradiscope.classify(ArrayImgs.floats(8, 8, 3, 2), RANGE));
		assertThrows(EngineException.class, () -> gradiscope.classify(ArrayImgs.floats(4, 4), RANGE));
		assertThrows(ModelException.class, () -> Gradiscope.open("no such network"));
	}

	private static void assertMessage(final String message, final Runnable call) {
		assertEquals(message, assertThrows(IllegalArgumentException.class, call::run).getMessage());
	}

	@Test
	void longCallsReportAndCanBeCanceled() {
		final List<String> heard = new ArrayList<>();
		final Progress listener = new Progress() {

			@Override
			public void report(final int done, final int total, final String text) {
				heard.add(done + "/" + total);
			}

			@Override
			public boolean isCanceled() {
				return heard.size() == 2;
			}
		};
		assertThrows(CancellationException.class,
			() -> gradiscope.withProgress(listener).dream(halves(), RANGE, ONE_STEP.withSteps(4)));
		assertEquals(List.of("1/4", "2/4"), heard);
	}

	@Test
	void closingGivesTheNetworkBack() {
		assertEquals(1, engine.open.get());
		gradiscope.withProgress(Progress.NONE).close();
		gradiscope.close();
		assertEquals(0, engine.open.get());
		assertTrue(assertThrows(IllegalStateException.class, () -> gradiscope.classify(halves(), RANGE))
			.getMessage().contains("closed"));
	}
}
