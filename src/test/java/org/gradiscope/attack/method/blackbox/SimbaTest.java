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

package org.gradiscope.attack.method.blackbox;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import java.util.stream.IntStream;

import org.gradiscope.attack.Attack;
import org.gradiscope.attack.bound.Norm;
import org.gradiscope.attack.bound.PixelFormat;
import org.gradiscope.attack.method.blackbox.Simba.Basis;
import org.gradiscope.attack.target.Criterion;
import org.gradiscope.attack.target.RecordingTargetModel;
import org.gradiscope.attack.target.TargetModel;
import org.gradiscope.engine.Progress;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.testing.Images;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SimbaTest {

	private static final Pixels GREY = LinearVictim.grey();
	/** So small that no probability is 0 or 1. */
	private static final double SCALE = 1e-3;
	/** In grey levels. */
	private static final double STEP = 10;

	private static Simba attack(final Basis basis) {
		return Simba.of(basis).withStep(STEP / 255);
	}

	/** What each step along a direction adds to the score. */
	private static double[] slopes(final Basis basis) {
		if (basis == Basis.PIXEL) return LinearVictim.WEIGHTS;
		return IntStream.range(0, 16)
			.mapToDouble(k -> IntStream.range(0, 16)
				.mapToDouble(i -> LinearVictim.WEIGHTS[i] * cosine(k / 4, i / 4) * cosine(k % 4, i % 4))
				.sum())
			.toArray();
	}

	/** The discrete cosine transform of four values. */
	private static double cosine(final int frequency, final int place) {
		return Math.sqrt(frequency == 0 ? 0.25 : 0.5) *
			Math.cos(Math.PI / 4 * (place + 0.5) * frequency);
	}

	/**
	 * Of a linear network every direction helps, forwards or backwards. Over a lead that takes all of them, so
	 * many steps are taken as there are directions; one forwards takes one query, one backwards two.
	 */
	@ParameterizedTest
	@EnumSource
	void stepsAndQueriesOfALinearNetworkAreKnown(final Basis basis) {
		final double[] slopes = slopes(basis);
		double all = 0;
		double least = Double.POSITIVE_INFINITY;
		int queries = 1;
		for (final double slope : slopes) {
			all += Math.abs(slope);
			least = Math.min(least, Math.abs(slope));
			queries += slope > 0 ? 2 : 1;
		}
		final TargetModel model =
			LinearVictim.model(STEP * (all - least / 2), SCALE, new Criterion.Misclassification(0));
		final Pixels found = Attack.run(attack(basis), model, GREY, Progress.NONE);
		assertTrue(model.fooled(model.query(found, new int[1]))[0]);
		assertEquals(queries, model.queries(0).firstSuccess());
		assertEquals(queries + 1, model.queries(0).forwards());
		assertEquals(17, model.queries(0).course().size());
		assertEquals(STEP * 4, Norm.L2.distance(found.values(), GREY.values()), 1e-3);
	}

	@Test
	void aTargetIsReachedInTheSameSteps() {
		final TargetModel away = LinearVictim.model(100, SCALE, new Criterion.Misclassification(0));
		final TargetModel towards = LinearVictim.model(100, SCALE, new Criterion.Targeted(1, 0));
		assertArrayEquals(Attack.run(attack(Basis.PIXEL), away, GREY, Progress.NONE).values().data(),
			Attack.run(attack(Basis.PIXEL), towards, GREY, Progress.NONE).values().data());
	}

	/** A second round begins after the first, and ends at the range, where nothing is asked any more. */
	@Test
	void itEndsWhereNoDirectionHelps() {
		final TargetModel model = LinearVictim.model(1e6, 1e-6, new Criterion.Misclassification(0));
		final Pixels found = Attack.run(Simba.of(Basis.PIXEL), model, GREY, Progress.NONE);
		for (int i = 0; i < 16; i++)
			assertEquals(LinearVictim.WEIGHTS[i] > 0 ? 0 : 255, found.values().data()[i]);
		assertTrue(model.queries(0).forwards() < 200);
	}

	/** What the network is asked about are images that a file holds, and so what fools fools when saved. */
	@ParameterizedTest
	@EnumSource
	void ofIntegersIntegersAreAsked(final Basis basis) {
		final Pixels image = whole();
		final Simba attack = Simba.of(basis).withStep(0.123).withFormat(PixelFormat.UINT8);
		final TargetModel model = RecordingTargetModel.of(LinearVictim.network(400, SCALE),
			new Criterion.Misclassification(0), PixelFormat.UINT8::checkStored);
		final Pixels found = Attack.run(attack, model, image, Progress.NONE);
		PixelFormat.UINT8.checkStored(found);
		assertTrue(model.fooled(model.scores(found))[0]);
		assertTrue(model.queries(0).firstSuccess() > 1);
	}

	private static Pixels whole() {
		return Images.constant(ValueRange.EIGHT_BIT, 100, 1, 4, 4, 1);
	}

	@Test
	void cosinesAreOrthonormalAndTheLowestComeFirst() {
		final Pixels image = Images.constant(ValueRange.EIGHT_BIT, 0, 1, 16, 24, 2);
		final CosineDirections directions = new CosineDirections(image);
		directions.shuffle(new SplittableRandom(1));
		assertEquals(16 * 24 * 2, directions.count());
		final Tensor[] steps = IntStream.range(0, 20)
			.mapToObj(i -> directions.step(image.values(), i, 1)).toArray(Tensor[]::new);
		for (int i = 0; i < steps.length; i++)
			for (int k = 0; k < steps.length; k++)
				assertEquals(i == k ? 1 : 0, product(steps[i], steps[k]), 1e-6);
		// An eighth of 16 is 2, and of 24 it is 3: twelve functions of two channels change sign that often at most.
		for (int i = 0; i < 12; i++) {
			assertTrue(changes(steps[i], 48, 16) <= 1);
			assertTrue(changes(steps[i], 2, 24) <= 2);
		}
	}

	/** How often the sign changes along an axis. */
	private static int changes(final Tensor image, final int stride, final int length) {
		final int channel = image.data()[0] == 0 ? 1 : 0;
		int changes = 0;
		for (int i = 1; i < length; i++)
			if (image.data()[channel + i * stride] * image.data()[channel + (i - 1) * stride] < 0)
				changes++;
		return changes;
	}

	private static double product(final Tensor a, final Tensor b) {
		double sum = 0;
		for (int i = 0; i < a.size(); i++)
			sum += a.data()[i] * b.data()[i];
		return sum;
	}

	@Test
	void badOptionsAreRefused() {
		assertThrows(IllegalArgumentException.class, () -> Simba.of(Basis.DCT).withStep(0));
		assertThrows(IllegalArgumentException.class, () -> Simba.of(Basis.DCT).withQueries(0));
	}
}
