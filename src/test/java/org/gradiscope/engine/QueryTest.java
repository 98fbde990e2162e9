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

package org.gradiscope.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.gradiscope.command.OpenNetwork;
import org.gradiscope.objective.Expression;
import org.gradiscope.objective.Objective;
import org.gradiscope.objective.Objectives;
import org.gradiscope.parameterization.ColourBasis;
import org.gradiscope.parameterization.Parameterization;
import org.gradiscope.parameterization.ParameterizedImage;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.testing.ClosedFormNetwork;
import org.gradiscope.testing.OneAtATime;
import org.junit.jupiter.api.Test;

/** Queries and their answers on the logits {@code (x + 2y, 3x - y)}. */
class QueryTest {

	private static final Pixels TWO =
		new Pixels(Tensor.of(Shape.of(2, 1, 2, 1), 1, 2, 3, 4), ValueRange.UNIT);

	private final ClosedFormNetwork network =
		ClosedFormNetwork.linear(new double[] { 1, 2 }, new double[] { 3, -1 });

	/** The first image asks for the first logit, the second for twice the second. */
	private static Query query() {
		return Query.of(TWO).objective(Objectives.logits(Tensor.of(Shape.of(2, 2), 1, 0, 0, 2)))
			.withValues().withGradient().withScores();
	}

	private static void assertRight(final Answer answer) {
		assertArrayEquals(new float[] { 5, 10 }, answer.values());
		assertArrayEquals(new float[] { 1, 2, 6, -2 }, answer.gradient().data());
		assertArrayEquals(new float[] { 5, 1, 11, 5 }, answer.scores().data());
	}

	@Test
	void allIsAnsweredTogether() {
		assertRight(network.answer(query()));
		assertEquals(1, network.gradients());
	}

	@Test
	void anItemIsTheQueryOfOneImageAndWhatItsObjectiveIsGiven() {
		final Answer second = network.answer(query().items(1, 2));
		assertArrayEquals(new float[] { 10 }, second.values());
		assertArrayEquals(new int[] { 1, 1, 2, 1 }, second.gradient().shape().toArray());
	}

	@Test
	void answersForEachImageAreJoinedToThatForTheBatch() {
		assertRight(
			Answer.joined(query().parts(query().count()).stream().map(network::answer).toList(), 2));
		assertRight(new OneAtATime(network).answer(query()));
	}

	@Test
	void severalResultsForOneImageAreNotJoined() {
		assertEquals(
			"The network gives 4 results for 2 images of this size; give one of the network's own.",
			assertThrows(EngineException.class,
				() -> Answer.joined(List.of(network.answer(query()), network.answer(query())), 2))
				.getMessage());
	}

	@Test
	void queriesStayAsTheyAre() {
		final Query values = Query.of(TWO).objective(Objectives.logit(0)).withValues();
		values.rule(Backpropagation.GUIDED).objective(Objectives.logit(1)).withGradient();
		assertEquals(Set.of(Fetch.VALUES), values.fetches());
		assertThrows(UnsupportedOperationException.class, () -> values.fetches().clear());
		assertEquals(Backpropagation.PLAIN, values.rule());
		assertArrayEquals(new float[] { 5, 11 }, network.answer(values).values());
	}

	@Test
	void whatWasNotAskedForIsNotAnswered() {
		final Answer answer = network.answer(Query.of(TWO).withScores());
		assertEquals(
			"The query asks for [activation at logits], not for the gradient; add it to the query.",
			assertThrows(IllegalStateException.class, answer::gradient).getMessage());
		for (final Predicate<Answer> each : List.<Predicate<Answer>>of(a -> a.values() == null,
			a -> a.gradientAt("conv") == null, a -> a.activation("conv") == null,
			a -> a.relevance() == null, a -> a.pictures() == null, a -> a.evaluation() == null))
			assertThrows(IllegalStateException.class, () -> each.test(answer));
		assertEquals(Set.of(Expression.LOGITS), answer.activations().keySet());
	}

	@Test
	void whatTheImagesHaveNotIsRefused() {
		assertRefused("An objective is expected for the gradient, but the query has none; give it one.",
			() -> Query.of(TWO).withGradient());
		assertRefused("Pictures are those painted from parameters, but pixels were given.",
			() -> Query.of(TWO).withPictures());
		final Parameterization how = Parameterization.pixel(1, 2, ColourBasis.identity(1));
		final Objective logit = Objectives.logit(0);
		final Query painted =
			Query.of(new ParameterizedImage(how, how.start(0.01, 1))).objective(logit);
		assertRefused("Relevance is that of pixels, but parameters were given; paint them first.",
			() -> painted.withRelevance(RelevanceRules.ZERO));
	}

	private static void assertRefused(final String message, final Runnable asking) {
		assertEquals(message, assertThrows(IllegalArgumentException.class, asking::run).getMessage());
	}

	/** A new question is no new method of all networks. */
	@Test
	void aNetworkIsFewMethods() {
		assertEquals(Set.of("descriptor", "answer", "close"),
			Stream.of(Network.class.getMethods()).filter(each -> Modifier.isAbstract(each.getModifiers()))
				.map(Method::getName).collect(Collectors.toSet()));
		assertEquals(Set.of("descriptor", "takes", "seen", "layersBefore", "answer", "given", "weights",
			"device", "close"), overridden(OpenNetwork.class));
		assertEquals(Set.of("descriptor", "answer", "close"), overridden(OneAtATime.class));
		assertEquals(Set.of("descriptor", "answer", "close"), overridden(ClosedFormNetwork.class));
	}

	private static Set<String> overridden(final Class<? extends Network> type) {
		final Set<String> all =
			Stream.of(Network.class.getMethods()).map(Method::getName).collect(Collectors.toSet());
		return Stream.of(type.getDeclaredMethods()).map(Method::getName).filter(all::contains)
			.collect(Collectors.toSet());
	}
}
