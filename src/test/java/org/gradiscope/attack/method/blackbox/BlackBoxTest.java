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

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.gradiscope.attack.Attack;
import org.gradiscope.attack.method.AttackMethod;
import org.gradiscope.attack.method.AttackMethod.Access;
import org.gradiscope.attack.method.BlackBoxMethods;
import org.gradiscope.attack.target.Criterion;
import org.gradiscope.attack.target.NetworkTargetModel;
import org.gradiscope.attack.target.TargetModel;
import org.gradiscope.engine.Prediction;
import org.gradiscope.engine.Progress;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.testing.ForwardOnly;
import org.gradiscope.testing.Images;
import org.gradiscope.testing.Wavy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds of all attacks that ask for scores or decisions. */
class BlackBoxTest {

	private static final int EDGE = 6;

	static Stream<AttackMethod> methods() {
		return Arrays.stream(AttackMethod.values())
			.filter(method -> method.access() == Access.SCORES || method.access() == Access.DECISIONS);
	}

	static Stream<AttackMethod> withBudget() {
		return methods().filter(method -> method.usual(8) instanceof BlackBoxAttack);
	}

	private static Pixels image(final int seed) {
		return Images.noise(ValueRange.EIGHT_BIT, seed, 1, EDGE, EDGE, 3);
	}

	private static ForwardOnly victim() {
		return new ForwardOnly(Wavy.network(image(1), new SplittableRandom(3)));
	}

	private static TargetModel model(final ForwardOnly victim, final Pixels images) {
		final List<Criterion> criteria = Prediction.of(victim, images).stream()
			.<Criterion>map(before -> new Criterion.Misclassification(before.best())).toList();
		return new NetworkTargetModel(victim, criteria);
	}

	/** The victim fails the test if a gradient is asked for, and counts what is asked. */
	@ParameterizedTest
	@MethodSource("methods")
	void noGradientIsAskedForAndEachQueryCounts(final AttackMethod method) {
		final ForwardOnly victim = victim();
		final TargetModel model = model(victim, image(1));
		final int before = victim.images();
		final Attack attack = method.usual(100);
		Attack.run(attack, model, image(1), Progress.NONE);
		final int asked = victim.images() - before;
		assertTrue(asked > 0, "something was asked");
		assertEquals(asked, model.queries(0).forwards());
		assertEquals(0, model.queries(0).gradients());
		if (attack instanceof final BlackBoxAttack bounded) assertTrue(asked <= bounded.queries());
	}

	/** The first query whose answer fools is known, and what fooled is given. */
	@ParameterizedTest
	@MethodSource("methods")
	void theFirstSuccessIsKnown(final AttackMethod method) {
		final ForwardOnly victim = victim();
		final TargetModel model = model(victim, image(1));
		final Pixels perturbed = Attack.run(method.usual(100), model, image(1), Progress.NONE);
		final int first = model.queries(0).firstSuccess();
		assertTrue(first >= 1 && first <= model.queries(0).forwards(), "first success " + first);
		assertTrue(model.fooled(model.scores(perturbed))[0]);
	}

	@ParameterizedTest
	@MethodSource("methods")
	void aBatchGivesWhatEachImageGivesAloneInFewerRuns(final AttackMethod method) {
		final Pixels both = Images.batch(image(1), image(2), image(4));
		final ForwardOnly together = victim();
		final TargetModel model = model(together, both);
		final Tensor batch = Attack.run(method.usual(100), model, both, Progress.NONE).values();
		int runs = 0;
		for (int n = 0; n < both.count(); n++) {
			final ForwardOnly alone = victim();
			final TargetModel one = model(alone, both.item(n));
			assertArrayEquals(
				Attack.run(method.usual(100), one, both.item(n), Progress.NONE).values().data(),
				batch.item(n).data());
			assertEquals(one.queries(0).forwards(), model.queries(n).forwards());
			assertEquals(one.queries(0).firstSuccess(), model.queries(n).firstSuccess());
			runs += alone.runs();
		}
		assertTrue(together.runs() <= runs);
	}

	@ParameterizedTest
	@MethodSource("withBudget")
	void itsCourseIsKnown(final AttackMethod method) {
		final TargetModel model = model(victim(), image(1));
		Attack.run(method.usual(100), model, image(1), Progress.NONE);
		final List<TargetModel.QueryLog.Point> course = model.queries(0).course();
		assertTrue(!course.isEmpty());
		for (int i = 1; i < course.size(); i++)
			assertTrue(course.get(i).queries() >= course.get(i - 1).queries());
		if (method.access() == Access.SCORES)
			course.forEach(point -> assertTrue(point.value() >= 0 && point.value() <= 1));
	}

	/** No change makes the network so sure. */
	private static Criterion unreachable(final ForwardOnly victim) {
		return new Criterion.Confident(victim.descriptor(), 1, 0, 1 - 1e-12);
	}

	@ParameterizedTest
	@MethodSource("withBudget")
	void canBeCanceled(final AttackMethod method) {
		final AtomicInteger asked = new AtomicInteger();
		final Progress impatient = () -> asked.incrementAndGet() > 3;
		final Pixels both = Images.batch(image(1), image(2));
		final ForwardOnly victim = victim();
		final TargetModel model =
			new NetworkTargetModel(victim, List.of(unreachable(victim), unreachable(victim)));
		assertThrows(CancellationException.class,
			() -> Attack.run(method.usual(1), model, both, impatient));
	}

	/** What fails in the attack on one image, fails the run, and no other waits for ever. */
	@Test
	void aFailureEndsTheRun() {
		final Pixels both = Images.batch(image(1), image(2));
		final QueryRounds rounds = new QueryRounds(model(victim(), both), both, 10, Progress.NONE);
		final IllegalStateException thrown =
			assertThrows(IllegalStateException.class, () -> rounds.run((n, oracle) -> {
				for (int i = 0; i < 5 + 10 * n; i++)
					oracle.scores(both.item(n).values());
				return both.item(n).values();
			}));
		assertEquals("No query is left.", thrown.getMessage());
	}

	@Test
	void noQueryIsRefused() {
		assertEquals("The attack needs queries of at least 1, but 0 was given.",
			assertThrows(IllegalArgumentException.class,
				() -> ((Square) BlackBoxMethods.SQUARE.usual(8)).withQueries(0)).getMessage());
	}
}
