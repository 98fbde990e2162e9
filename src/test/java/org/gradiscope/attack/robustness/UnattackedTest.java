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

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.gradiscope.attack.bound.PixelFormat;
import org.gradiscope.attack.defence.DefenceMethod;
import org.gradiscope.attack.method.AttackMethod;
import org.gradiscope.attack.method.AttackMethods;
import org.gradiscope.attack.method.BlackBoxMethods;
import org.gradiscope.attack.robustness.AccuracyUnderAttack.Point;
import org.gradiscope.engine.Progress;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.testing.ClosedFormNetwork;
import org.gradiscope.testing.Images;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A network that gives class 1 to what is nearly white alone, as no noise is: noise fools it for a white image, and
 * not for a darker one.
 */
class UnattackedTest {

	private static final int SIDE = 8;
	private static final double WHITE = 250;

	private static final ClosedFormNetwork NETWORK =
		new ClosedFormNetwork(2, new ClosedFormNetwork.Formula() {

			@Override
			public double[] logits(final double[] x) {
				return new double[] { WHITE - Arrays.stream(x).average().orElseThrow(), 0 };
			}

			@Override
			public double[][] jacobian(final double[] x) {
				final double[][] rows = new double[2][x.length];
				Arrays.fill(rows[0], -1.0 / x.length);
				return rows;
			}
		});

	private static List<Point> points(final AttackMethod method, final String defence,
		final int... labels) {
		final List<LabelledImages.LabelledImage> examples = new ArrayList<>();
		final float[] pixels = { 100, 120, 140, 255, 255 };
		for (int n = 0; n < pixels.length; n++) {
			examples.add(new LabelledImages.LabelledImage(
				Images.constant(ValueRange.EIGHT_BIT, pixels[n], 1, SIDE, SIDE, 1), labels[n],
				PixelFormat.UINT8));
		}
		return new AccuracyUnderAttack(List.of(method), Epsilons.levels(0, 16, 255),
			DefenceMethod.parse(defence)).of(NETWORK, LabelledImages.of(examples), Progress.NONE);
	}

	private static List<Integer> right(final List<Point> points) {
		return points.stream().map(point -> point.accuracy().count()).toList();
	}

	@ParameterizedTest
	@ValueSource(strings = { "boundary", "hopskipjump", "hopskipjump-linf" })
	void imagesWithoutAStartAreCountedAndSaid(final AttackMethod method) {
		final List<Point> points = points(method, "none", 0, 0, 0, 1, 1);
		assertEquals(List.of(5, 3, 3), right(points));
		final List<Unattacked> found = Unattacked.of(points);
		assertEquals(List.of(new Unattacked(method.name(), 3, 5)), found);
		assertEquals(
			method + ": no noise fools for 3 of 5 images, so there was nothing to start from; " +
				"they count as right and were not attacked, so take a method that starts from the image " +
				"(square, pgd) besides.",
			found.get(0).sentence());
	}

	/** What is wrong when clean is not attacked either, and counts as wrong. */
	@Test
	void onlyThoseThatCountAsRightAreMeant() {
		final List<Point> points = points(BlackBoxMethods.HOP_SKIP_JUMP, "none", 1, 0, 1, 1, 0);
		assertEquals(List.of(2, 1, 1), right(points));
		assertEquals(List.of(new Unattacked("hopskipjump", 1, 5)), Unattacked.of(points));
	}

	@Test
	void eachCurveOfADefenceHasItsOwn() {
		assertEquals(
			List.of(new Unattacked("hopskipjump", 3, 5),
				new Unattacked("hopskipjump, bits:8, naive", 3, 5),
				new Unattacked("hopskipjump, bits:8, adaptive", 3, 5)),
			Unattacked.of(points(BlackBoxMethods.HOP_SKIP_JUMP, "bits:8", 0, 0, 0, 1, 1)));
	}

	@Test
	void whereAllAreAttackedNothingIsSaid() {
		for (final AttackMethod method : List.of(BlackBoxMethods.SQUARE, AttackMethods.PGD))
			assertEquals(List.of(), Unattacked.of(points(method, "none", 0, 0, 0, 1, 1)));
	}
}
