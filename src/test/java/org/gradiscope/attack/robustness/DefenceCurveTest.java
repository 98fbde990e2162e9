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

package org.gradiscope.attack.robustness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.gradiscope.attack.bound.PixelFormat;
import org.gradiscope.attack.defence.BitDepth;
import org.gradiscope.attack.defence.DefenceMethod;
import org.gradiscope.attack.method.AttackMethod;
import org.gradiscope.attack.method.AttackMethods;
import org.gradiscope.attack.robustness.AccuracyUnderAttack.Point;
import org.gradiscope.attack.robustness.LabelledImages.LabelledImage;
import org.gradiscope.engine.Progress;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.testing.ClosedFormNetwork;
import org.gradiscope.testing.Images;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A network of one pixel x: class 0 where cos(0.12 (x - 80)) is over 0. At 120 it is, and rises; it is fooled
 * at 104, but not at 136. Of the four levels of two bits it is right at 85, where it falls, and fooled at
 * 170.
 */
class DefenceCurveTest {

	private static final double RATE = 0.12;

	private static final ClosedFormNetwork NETWORK =
		new ClosedFormNetwork(2, new ClosedFormNetwork.Formula() {

			@Override
			public double[] logits(final double[] x) {
				return new double[] { Math.cos(RATE * (x[0] - 80)), 0 };
			}

			@Override
			public double[][] jacobian(final double[] x) {
				return new double[][] { { -RATE * Math.sin(RATE * (x[0] - 80)) }, { 0 } };
			}
		});

	private static List<Point> points(final AttackMethod method, final String defence,
		final double... pixels) {
		final List<LabelledImage> examples = new ArrayList<>();
		for (final double pixel : pixels)
			examples.add(
				new LabelledImage(Images.row(ValueRange.EIGHT_BIT, (float) pixel), 0, PixelFormat.UINT8));
		return new AccuracyUnderAttack(List.of(method), Epsilons.levels(0, 16),
			DefenceMethod.parse(defence)).of(NETWORK, LabelledImages.of(examples), Progress.NONE);
	}

	private static Map<String, String> counts(final List<Point> points) {
		final Map<String, String> counts = new LinkedHashMap<>();
		for (final Point point : points)
			counts.merge(point.setting().attackName(), String.valueOf(point.accuracy().count()),
				(before, more) -> before + " " + more);
		return counts;
	}

	/** The one goes down to 104, which is seen as 85; the other up to 136, which is seen as 170. */
	@ParameterizedTest
	@ValueSource(strings = { "fgsm", "mi-fgsm", "apgd-ce" })
	void theNaiveAttackFailsAndTheAdaptiveOneSucceedsThroughQuantization(final AttackMethod method) {
		final List<Point> points = points(method, "bits:2", 120);
		assertEquals(Map.of("direct", "1 0", "naive", "1 1", "adaptive", "1 0"), counts(points));
		final DefenceGain gain = DefenceGain.of(points).get(0);
		assertEquals(1, gain.lost());
		assertEquals(
			method +
				" at epsilon 16: accuracy 0.00 without bits:2, 1.00 with it under the naive attack, 0.00 " +
				"under the adaptive one; the defence loses 100 % of its gain under the adaptive attack.",
			gain.sentence(1));
	}

	/** At 100 the bare network is wrong, and behind two bits (85) right; at 140 it is the other way round. */
	@Test
	void whatIsRightWhenCleanIsSaidByWhoeverJudges() {
		final Map<String, String> counts = counts(points(AttackMethods.FGSM, "bits:2", 100, 140, 120));
		assertEquals("2 0", counts.get("direct"));
		assertEquals("2", counts.get("naive").substring(0, 1));
		assertEquals("2", counts.get("adaptive").substring(0, 1));
	}

	@Test
	void aDefenceThatGainsNothingIsSaid() {
		final DefenceGain none = DefenceGain.of(points(AttackMethods.FGSM, "bits:8", 120)).get(0);
		assertTrue(Double.isNaN(none.lost()));
		assertTrue(none.sentence(1).endsWith("; the defence gains nothing."), none.sentence(1));
		assertEquals(List.of(), DefenceGain.of(points(AttackMethods.FGSM, "none", 120)));
	}

	@Test
	void curvesSayWhatTheyAreOf() {
		assertEquals(List.of("fgsm", "fgsm, bits:2, naive", "fgsm, bits:2, adaptive"),
			points(AttackMethods.FGSM, "bits:2", 120).stream().map(Point::curve).distinct().toList());
		assertEquals("none direct", Setting.BARE.defenceName() + " " + Setting.BARE.attackName());
		assertEquals("bits:2 naive", Setting.naive(new BitDepth(2)).defenceName() + " " +
			Setting.naive(new BitDepth(2)).attackName());
	}

	/** What a random defence draws depends on no batch: each image alone counts as all together. */
	@Test
	void aRandomDefenceCountsTheSameHoweverImagesAreGrouped() {
		final int side = 12;
		final double[][] weights = new double[2][side * side];
		for (int i = 0; i < side * side; i++)
			weights[0][i] = Math.sin(i * i);
		final ClosedFormNetwork network = ClosedFormNetwork.linear(weights);
		final List<LabelledImage> examples = new ArrayList<>();
		for (int n = 0; n < 40; n++)
			examples.add(new LabelledImage(Images.noise(ValueRange.EIGHT_BIT, n, 1, side, side, 1),
				LabelledImage.AS_PREDICTED, PixelFormat.FLOAT32));
		final AccuracyUnderAttack curve =
			new AccuracyUnderAttack(List.of(AttackMethods.FGSM, AttackMethods.DEEPFOOL),
				Epsilons.levels(0, 4, 8), DefenceMethod.parse("resize"));
		final List<Point> together = curve.of(network, LabelledImages.of(examples), Progress.NONE);
		final int[] apart = new int[together.size()];
		for (final LabelledImage example : examples) {
			final List<Point> points =
				curve.of(network, LabelledImages.of(List.of(example)), Progress.NONE);
			for (int i = 0; i < apart.length; i++)
				apart[i] += points.get(i).accuracy().count();
		}
		for (int i = 0; i < apart.length; i++)
			assertEquals(apart[i], together.get(i).accuracy().count(), together.get(i).curve());
		assertTrue(together.stream().map(point -> point.accuracy().count()).distinct().count() > 5,
			together.toString());
	}
}
