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

package org.gradiscope.attack.region;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.gradiscope.attack.Attack;
import org.gradiscope.attack.bound.Bound;
import org.gradiscope.attack.bound.Norm;
import org.gradiscope.attack.method.gradient.Fgsm;
import org.gradiscope.attack.method.gradient.Pgd;
import org.gradiscope.attack.target.Criterion;
import org.gradiscope.attack.target.Loss;
import org.gradiscope.attack.target.NetworkTargetModel;
import org.gradiscope.engine.Engine;
import org.gradiscope.engine.EngineException;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.Progress;
import org.gradiscope.model.Channels;
import org.gradiscope.model.InputSize;
import org.gradiscope.model.Preprocessing;
import org.gradiscope.objective.Expression;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.testing.ClosedFormNetwork;
import org.gradiscope.testing.Images;
import org.gradiscope.testing.TinyNetworks;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Networks of one layer, worked out by hand. */
class RegionCriterionTest {

	private static final Loss MARGIN = Loss.MARGIN;

	/** Three scores at each position: 0.5 for the background, the value for an object, and -9. */
	private static Network classes;
	/** The image itself. */
	private static Network map;

	@BeforeAll
	static void open() {
		classes = open("classes", new float[] { 0, 1, 0 }, new float[] { 0.5f, 0, -9 });
		map = open("map", new float[] { 1 }, new float[] { 0 });
	}

	private static Network open(final String name, final float[] weights, final float[] biases) {
		return Engine.load()
			.open(
				TinyNetworks
					.of(name, Preprocessing.of(Channels.GREY, ValueRange.UNIT, InputSize.atLeast(1, 1)),
						List.of("background", "object", "none").subList(0, weights.length), List.of(),
						(tf, image) -> tf.nn.biasAdd(tf.nn.conv2d(image,
							tf.constant(new float[][][][] { { { weights } } }), List.of(1L, 1L, 1L, 1L), "SAME"),
							tf.constant(biases))));
	}

	@AfterAll
	static void close() {
		classes.close();
		map.close();
	}

	/** An object of two positions, another, and three of background. */
	private static Pixels image() {
		return new Pixels(Tensor.of(Shape.of(1, 2, 3, 1), 0.9f, 0.7f, 0.1f, 0.2f, 0.3f, 0.8f),
			ValueRange.UNIT);
	}

	/** The first object. */
	private static Tensor region() {
		return Tensor.of(Shape.of(1, 2, 3, 1), 1, 1, 0, 0, 0, 0);
	}

	private static Tensor scores(final Network network, final float... values) {
		return network.activation(new Pixels(Tensor.of(Shape.of(1, 2, 3, 1), values), ValueRange.UNIT),
			Expression.LOGITS);
	}

	private static RegionChange change(final Network network) {
		return RegionChange.of(network, image(), region(), RegionChange.MOST);
	}

	private static RegionErase erase(final Network network) {
		return RegionErase.of(network, image(), region(), RegionErase.MOST);
	}

	@Test
	void classesAreChangedWhereMostOfTheRegionHasAnotherBest() {
		final RegionChange change = change(classes);
		assertFalse(change.isMet(scores(classes, 0.9f, 0.7f, 0.9f, 0.9f, 0.9f, 0.1f)), "outside");
		assertFalse(change.isMet(scores(classes, 0.9f, 0.4f, 0.1f, 0.2f, 0.3f, 0.8f)), "half of it");
		assertTrue(change.isMet(scores(classes, 0.4f, 0.4f, 0.1f, 0.2f, 0.3f, 0.8f)));
		assertTrue(RegionChange.of(classes, image(), region(), 0.4)
			.isMet(scores(classes, 0.9f, 0.4f, 0.1f, 0.2f, 0.3f, 0.8f)), "half of it is over 0.4");
	}

	@Test
	void classesAreErasedWhereMostOfTheRegionHasTheCommonestOutside() {
		final RegionErase erase = erase(classes);
		assertFalse(erase.isMet(scores(classes, 0.9f, 0.4f, 0.1f, 0.2f, 0.3f, 0.8f)), "half of it");
		assertTrue(erase.isMet(scores(classes, 0.4f, 0.4f, 0.1f, 0.2f, 0.3f, 0.8f)));
		// Another class than before, but not the background.
		final Tensor other = Tensor.zeros(Shape.of(1, 2, 3, 3));
		for (int p = 0; p < 6; p++)
			other.data()[3 * p + 2] = 1;
		assertFalse(erase.isMet(other));
		assertTrue(change(classes).isMet(other));
	}

	@Test
	void theMarginIsTheMeanOverTheRegion() {
		// 0.5 - 0.9 and 0.5 - 0.7.
		assertEquals(-0.3, classes.values(image(), change(classes).objective(MARGIN))[0], 1e-6);
		assertEquals(-0.3, classes.values(image(), erase(classes).objective(MARGIN))[0], 1e-6);
		assertArrayEquals(new float[] { -0.5f, -0.5f, 0, 0, 0, 0 },
			classes.evaluate(image(), change(classes).objective(MARGIN)).gradient().data(), 1e-6f);
	}

	@Test
	void theCrossEntropyIsTheMeanOverTheRegion() {
		final double[] objects = { 0.9, 0.7 };
		double change = 0;
		double erase = 0;
		final float[] gradient = new float[6];
		for (int p = 0; p < 2; p++) {
			final double sum = Math.exp(0.5) + Math.exp(objects[p]) + Math.exp(-9);
			change -= Math.log(Math.exp(objects[p]) / sum) / 2;
			erase += Math.log(Math.exp(0.5) / sum) / 2;
			gradient[p] = (float) (-(1 - Math.exp(objects[p]) / sum) / 2);
		}
		assertEquals(change, classes.values(image(), change(classes).objective(Loss.CROSS_ENTROPY))[0],
			1e-6);
		assertEquals(erase, classes.values(image(), erase(classes).objective(Loss.CROSS_ENTROPY))[0],
			1e-6);
		assertArrayEquals(gradient,
			classes.evaluate(image(), change(classes).objective(Loss.CROSS_ENTROPY)).gradient().data(),
			1e-6f);
	}

	/** The median outside is 0.25, so the region's contrast is (0.65 + 0.45) / 2. */
	@Test
	void aMapIsChangedByHalfOfItsContrastEitherWay() {
		final RegionChange change = change(map);
		assertFalse(change.isMet(scores(map, 0.63f, 0.43f, 1, 1, 1, 1)), "by 0.27");
		assertTrue(change.isMet(scores(map, 0.62f, 0.42f, 0.1f, 0.2f, 0.3f, 0.8f)), "by 0.28");
		assertTrue(change.isMet(scores(map, 1.18f, 0.98f, 0.1f, 0.2f, 0.3f, 0.8f)), "by 0.28");
	}

	@Test
	void aMapIsErasedWhereItsMeanIsNearerToTheBackground() {
		final RegionErase erase = erase(map);
		// From 0.8 to 0.25 the middle is 0.525.
		assertFalse(erase.isMet(scores(map, 0.6f, 0.5f, 0.1f, 0.2f, 0.3f, 0.8f)), "0.55");
		assertTrue(erase.isMet(scores(map, 0.6f, 0.4f, 0.1f, 0.2f, 0.3f, 0.8f)), "0.5");
		assertFalse(erase.isMet(scores(map, 1.18f, 0.98f, 0.1f, 0.2f, 0.3f, 0.8f)), "changed only");
	}

	@Test
	void theDistanceOfAMapIsClimbedTowardsTheBackgroundFirst() {
		assertArrayEquals(new float[] { -0.5f, -0.5f, 0, 0, 0, 0 },
			map.evaluate(image(), change(map).objective(MARGIN)).gradient().data(), 1e-6f);
		final Pixels brighter = image().with(Tensor.of(Shape.of(1, 2, 3, 1), 1, 0.8f, 0, 0, 0, 0));
		assertArrayEquals(new float[] { 0.5f, 0.5f, 0, 0, 0, 0 },
			map.evaluate(brighter, change(map).objective(MARGIN)).gradient().data(), 1e-6f);
		assertEquals(0.1, map.values(brighter, change(map).objective(MARGIN))[0], 1e-3);
		assertEquals(-(0.65 + 0.45) / 2, map.values(image(), erase(map).objective(MARGIN))[0], 1e-6);
	}

	@Test
	void attacksReachIt() {
		for (final Network network : List.of(classes, map))
			for (final Criterion.RegionCriterion criterion : List.of(change(network), erase(network))) {
				final NetworkTargetModel model = new NetworkTargetModel(network, List.of(criterion));
				final Pixels far =
					Attack.run(new Fgsm(new Bound(Norm.LINF, 0.5)), model, image(), Progress.NONE);
				assertTrue(criterion.isMet(network.activation(far, Expression.LOGITS)),
					criterion + " of " + network.descriptor().name());
				assertEquals(1, model.queries(0).losses().size());
				assertTrue(model.queries(0).confidences().isEmpty());
				final Pixels near =
					Attack.run(new Fgsm(new Bound(Norm.LINF, 0.1)), model, image(), Progress.NONE);
				assertFalse(criterion.isMet(network.activation(near, Expression.LOGITS)));
			}
	}

	/** From any start, as the background is one place; another map is two, up and down. */
	@Test
	void pgdErases() {
		for (final Network network : List.of(classes, map)) {
			final RegionErase erase = erase(network);
			final NetworkTargetModel model = new NetworkTargetModel(network, List.of(erase));
			final Pixels erased =
				Attack.run(Pgd.of(new Bound(Norm.LINF, 0.5)).withSteps(20), model, image(), Progress.NONE);
			assertTrue(erase.isMet(network.activation(erased, Expression.LOGITS)));
			assertEquals(20, model.queries(0).losses().size());
		}
	}

	@Test
	void anObjectiveIsMadeOnce() {
		final RegionChange change = change(classes);
		assertSame(change.objective(MARGIN), change.objective(MARGIN));
		assertEquals("RegionChange[fraction=0.5]", change.toString());
	}

	@Test
	void whatMakesNoSenseIsRefused() {
		refuses("no loss dlr", () -> change(classes).objective(Loss.DLR));
		refuses("fraction between 0 and 1", () -> RegionChange.of(map, image(), region(), 1));
		refuses("too small",
			() -> RegionChange.of(map, image(), Tensor.zeros(Shape.of(1, 2, 3, 1)), 0.5));
		final Tensor all = Images.constant(ValueRange.UNIT, 1, 1, 2, 3, 1).values();
		refuses("select less", () -> RegionErase.of(classes, image(), all, 0.5));
		refuses("select less", () -> RegionChange.of(map, image(), all, 0.5));
		final Tensor dark = Tensor.of(Shape.of(1, 2, 3, 1), 0, 0, 1, 0, 0, 0);
		final Pixels darker = image().with(Tensor.of(Shape.of(1, 2, 3, 1), 0, 0.7f, 0, 0.2f, 0, 0.8f));
		refuses("shows the background there, channel 0",
			() -> RegionErase.of(classes, darker, dark, 0.5));
		final Pixels flat = Images.constant(ValueRange.UNIT, 0.5f, 1, 2, 3, 1);
		refuses("differs from the background", () -> RegionErase.of(map, flat, region(), 0.5));
		refuses("differs from the background", () -> RegionChange.of(map, flat, region(), 0.5));
		final ClosedFormNetwork scores = ClosedFormNetwork.linear(new double[6], new double[6]);
		assertTrue(assertThrows(EngineException.class, () -> change(scores)).getMessage()
			.contains("outputs class scores"));
	}

	private static void refuses(final String why, final Runnable what) {
		final String message = assertThrows(IllegalArgumentException.class, what::run).getMessage();
		assertTrue(message.contains(why), message);
	}
}
