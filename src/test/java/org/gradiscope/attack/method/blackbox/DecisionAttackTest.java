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
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

import org.gradiscope.attack.Attack;
import org.gradiscope.attack.bound.Bound;
import org.gradiscope.attack.bound.EpsilonBall;
import org.gradiscope.attack.bound.Norm;
import org.gradiscope.attack.target.Criterion;
import org.gradiscope.attack.target.NetworkTargetModel;
import org.gradiscope.attack.target.TargetModel;
import org.gradiscope.engine.Progress;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.testing.ClosedFormNetwork;
import org.gradiscope.testing.Images;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Attacks that know decisions alone, on networks whose boundary is known. */
class DecisionAttackTest {

	private static final Pixels GREY = Images.constant(ValueRange.EIGHT_BIT, 100, 1, 6, 6, 1);
	private static final int D = 36;
	/** How far the score of class 0 is over that of class 1. */
	private static final double LEAD = 100;
	private static final double[] WEIGHTS =
		new SplittableRandom(5).doubles(D).map(w -> 4 * w - 2).toArray();
	private static final Criterion AWAY = new Criterion.Misclassification(0);

	static Stream<DecisionAttack> attacks() {
		return Stream.of(Boundary.usual(), HopSkipJump.of(Norm.L2), HopSkipJump.of(Norm.LINF));
	}

	/** The score of class 0 is as given, and that of class 1 is 0. */
	private static ClosedFormNetwork network(final ToDoubleFunction<double[]> score) {
		return new ClosedFormNetwork(2, new ClosedFormNetwork.Formula() {

			@Override
			public double[] logits(final double[] x) {
				return new double[] { score.applyAsDouble(x), 0 };
			}

			@Override
			public double[][] jacobian(final double[] x) {
				throw new UnsupportedOperationException();
			}
		});
	}

	private static double linear(final double[] x) {
		double sum = LEAD;
		for (int i = 0; i < x.length; i++)
			sum += WEIGHTS[i] * (x[i] - 100);
		return sum;
	}

	private static double squaredDistance(final double[] x) {
		double squares = 0;
		for (final double value : x)
			squares += (value - 100) * (value - 100);
		return squares;
	}

	private static TargetModel model(final ClosedFormNetwork network) {
		return new NetworkTargetModel(network, List.of(AWAY));
	}

	private static double dual(final Norm norm) {
		double sum = 0;
		for (final double w : WEIGHTS)
			sum += norm == Norm.L2 ? w * w : Math.abs(w);
		return norm == Norm.L2 ? Math.sqrt(sum) : sum;
	}

	/**
	 * The distance to the boundary of a linear network is {@code lead / |w|_2}, in L-infinity
	 * {@code lead / |w|_1}: no change that fools is shorter, and what is found is within a part of it.
	 */
	@ParameterizedTest
	@CsvSource({ "boundary, 3000, 0.25", "boundary, 20000, 0.05", "l2, 1000, 0.2", "l2, 5000, 0.01",
		"linf, 1000, 0.35", "linf, 5000, 0.05" })
	void ofALinearNetworkTheDistanceIsFound(final String name, final int queries,
		final double tolerance) {
		final DecisionAttack attack = name.equals("boundary") ? Boundary.usual().withQueries(queries)
			: HopSkipJump.of(name.equals("l2") ? Norm.L2 : Norm.LINF).withQueries(queries);
		final TargetModel model = model(network(DecisionAttackTest::linear));
		final Pixels perturbed = Attack.run(attack, model, GREY, Progress.NONE);
		assertTrue(model.fooled(model.scores(perturbed))[0]);
		final double found = attack.norm().distance(perturbed.values(), GREY.values());
		final double exact = LEAD / dual(attack.norm());
		assertTrue(found >= exact * (1 - 1e-5), found + " is under " + exact);
		assertTrue(found <= exact * (1 + tolerance), found + " is far over " + exact);
		final List<TargetModel.QueryLog.Point> course = model.queries(0).course();
		assertEquals(found, course.get(course.size() - 1).value(), 1e-3);
		for (int i = 1; i < course.size(); i++)
			assertTrue(course.get(i).value() < course.get(i - 1).value());
	}

	/**
	 * Of B samples in d dimensions the cosine with the normal of a plane is about
	 * {@code 1 / sqrt(1 + pi d / (2 B))}.
	 */
	@Test
	void theSlopeIsTruerOfMoreSamples() {
		final double[] cosines = { cosine(10), cosine(100), cosine(1000), cosine(10_000) };
		for (int i = 1; i < cosines.length; i++) {
			assertTrue(cosines[i] > cosines[i - 1]);
			assertEquals(1 / Math.sqrt(1 + Math.PI * D / (2 * Math.pow(10, i + 1))), cosines[i], 0.05);
		}
	}

	private static double cosine(final int samples) {
		final TargetModel model = model(network(x -> linear(x) - LEAD));
		final Oracle oracle = new Oracle(model,
			copies -> model.query(GREY.with(copies), new int[copies.shape().dimension(0)]), samples);
		final Decisions decisions =
			new Decisions(oracle, GREY, new EpsilonBall(GREY, Bound.RANGE, null), Norm.L2);
		final Tensor slope =
			new BoundarySlope(decisions, new SplittableRandom(1)).at(GREY.values(), 1, samples);
		assertEquals(0, oracle.left());
		double product = 0;
		for (int i = 0; i < D; i++)
			product -= WEIGHTS[i] * slope.data()[i];
		return product / dual(Norm.L2);
	}

	/** A network that answers with its decision, one for the best class and 0 for all others, is as good. */
	@ParameterizedTest
	@MethodSource("attacks")
	void scoresAreNotLookedAt(final DecisionAttack attack) {
		final TargetModel all = model(network(DecisionAttackTest::linear));
		final TargetModel label = model(network(x -> linear(x) >= 0 ? 1 : -1));
		assertArrayEquals(Attack.run(attack, all, GREY, Progress.NONE).values().data(),
			Attack.run(attack, label, GREY, Progress.NONE).values().data());
	}

	/** What fools need not be about classes. */
	@ParameterizedTest
	@MethodSource("attacks")
	void anyCriterionWillDo(final DecisionAttack attack) {
		final Criterion criterion = scores -> scores.data()[0] < LEAD / 2;
		final TargetModel model =
			new NetworkTargetModel(network(DecisionAttackTest::linear), List.of(criterion));
		final Pixels perturbed = Attack.run(attack, model, GREY, Progress.NONE);
		assertTrue(criterion.isMet(model.scores(perturbed)));
		assertEquals(LEAD / 2 / dual(attack.norm()),
			attack.norm().distance(perturbed.values(), GREY.values()), LEAD / 4 / dual(attack.norm()));
	}

	@ParameterizedTest
	@MethodSource("attacks")
	void onlyWhatMayChangeDoes(final DecisionAttack attack) {
		final Tensor mask = Tensor.zeros(GREY.shape());
		for (int i = 0; i < D; i += 2)
			mask.data()[i] = 1;
		final TargetModel model = model(network(DecisionAttackTest::linear));
		final Pixels perturbed = Attack.run(attack, model, GREY, mask, Progress.NONE);
		assertTrue(model.fooled(model.scores(perturbed))[0]);
		for (int i = 0; i < D; i++)
			assertTrue(mask.data()[i] != 0 || perturbed.values().data()[i] == 100);
	}

	/** Only images fool that are whose darkest value is over 250. */
	@ParameterizedTest
	@MethodSource("attacks")
	void whereNoiseDoesNotFoolAnImageIsAskedFor(final DecisionAttack attack) {
		final ClosedFormNetwork network = network(x -> {
			double darkest = 255;
			for (final double value : x)
				darkest = Math.min(darkest, value);
			return 250 - darkest;
		});
		final TargetModel alone = model(network);
		final Pixels same = Attack.run(attack, alone, GREY, Progress.NONE);
		assertArrayEquals(GREY.values().data(), same.values().data());
		assertEquals("noise does not fool, so there is no image to start from; give one that does " +
			"(start=), of the class that is wanted", alone.queries(0).obstacle());

		final TargetModel told = model(network);
		final Tensor white = Images.constant(ValueRange.EIGHT_BIT, 255, 1, 6, 6, 1).values();
		final Pixels found =
			Attack.run(attack.withStart(new StartImage("white", white)), told, GREY, Progress.NONE);
		assertTrue(told.fooled(told.scores(found))[0]);
		assertEquals("", told.queries(0).obstacle());

		final TargetModel wrong = model(network);
		Attack.run(attack.withStart(new StartImage("grey", GREY.values())), wrong, GREY, Progress.NONE);
		assertEquals("the image 'grey' to start from does not fool; give one that does (start=), of " +
			"the class that is wanted", wrong.queries(0).obstacle());
	}

	/** Only images at a distance of 50 to 300 fool; noise is farther away. */
	@ParameterizedTest
	@MethodSource("attacks")
	void blendsWithNoiseAreTried(final DecisionAttack attack) {
		final TargetModel model = model(network(x -> {
			final double squares = squaredDistance(x);
			return squares > 50 * 50 && squares < 300 * 300 ? -1 : 1;
		}));
		final Pixels found = Attack.run(attack, model, GREY, Progress.NONE);
		assertTrue(model.fooled(model.scores(found))[0]);
		assertTrue(model.queries(0).firstSuccess() > 10);
	}

	/** Only images of blocks, whose neighbours are alike, fool. */
	@ParameterizedTest
	@MethodSource("attacks")
	void coarseNoiseIsTried(final DecisionAttack attack) {
		final TargetModel model = model(network(x -> {
			double changes = 0;
			for (int i = 1; i < x.length; i++)
				changes += Math.abs(x[i] - x[i - 1]);
			return changes / D - 50 + (squaredDistance(x) < 900 ? 100 : 0);
		}));
		final Pixels found = Attack.run(attack, model, GREY, Progress.NONE);
		assertTrue(model.fooled(model.scores(found))[0]);
		final int first = model.queries(0).firstSuccess();
		assertTrue(first > 10 && first <= 10 + 4 * 3, "first " + first);
	}

	/** With as few queries as there may be, all goes well. */
	@ParameterizedTest
	@CsvSource({ "1", "2", "12", "29", "31", "40" })
	void fewQueriesAreKept(final int queries) {
		for (final DecisionAttack attack : List.of(Boundary.usual().withQueries(queries),
			HopSkipJump.of(Norm.L2).withQueries(queries),
			HopSkipJump.of(Norm.LINF).withQueries(queries))) {
			final TargetModel model = model(network(DecisionAttackTest::linear));
			Attack.run(attack, model, GREY, Progress.NONE);
			assertTrue(model.queries(0).forwards() <= queries);
		}
	}

	/** Both sizes go up or down as orthogonal steps fool, and the other one also as whole steps do. */
	@Test
	void sizesOfStepsAdapt() {
		final BoundarySteps steps = new BoundarySteps(0.01, 0.02);
		for (int i = 0; i < 29; i++)
			steps.add(true, false);
		assertEquals(0.02, steps.towards());
		steps.add(true, false);
		assertEquals(0.02 / 1.5, steps.towards(), 1e-12);
		assertEquals(0.01, steps.orthogonal());
		for (int i = 30; i < 100; i++)
			steps.add(true, i % 5 == 0);
		assertEquals(0.015, steps.orthogonal(), 1e-12);
		assertEquals(0.02, steps.towards(), 1e-12);
		for (int i = 0; i < 100; i++)
			steps.add(i % 3 == 0, i % 5 == 0);
		assertEquals(0.015, steps.orthogonal(), 1e-12);
		assertFalse(steps.isConverged());
	}

	@Test
	void badOptionsAreRefused() {
		assertThrows(IllegalArgumentException.class, () -> HopSkipJump.of(Norm.L2).withCopies(1));
		assertThrows(IllegalArgumentException.class, () -> HopSkipJump.of(Norm.L2).withQueries(0));
		assertThrows(IllegalArgumentException.class, () -> Boundary.usual().withQueries(0));
		assertThrows(IllegalArgumentException.class, () -> new Boundary(1, 0, 0.1, StartImage.NONE, 1));
		assertThrows(IllegalArgumentException.class, () -> new Boundary(1, 0.1, 1, StartImage.NONE, 1));
	}
}
