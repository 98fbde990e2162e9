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

package org.gradiscope.engine.tf;

import static org.gradiscope.objective.Function.GRAM;
import static org.gradiscope.objective.Function.POSITION_MEAN;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Arrays;
import java.util.List;
import java.util.Set;

import org.gradiscope.engine.Answer;
import org.gradiscope.engine.Backpropagation;
import org.gradiscope.engine.Engine;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.Query;
import org.gradiscope.engine.Relevance;
import org.gradiscope.engine.RelevanceRules;
import org.gradiscope.model.store.ModelStore;
import org.gradiscope.objective.Expression;
import org.gradiscope.objective.Expression.Activation;
import org.gradiscope.objective.Objective;
import org.gradiscope.objective.Objectives;
import org.gradiscope.parameterization.ColourBasis;
import org.gradiscope.parameterization.Parameterization;
import org.gradiscope.parameterization.ParameterizedImage;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.testing.Images;
import org.gradiscope.transform.Warp;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is wanted together of the embedded network is, to the digit, what it gives one by one. */
class FetchCompilerTest {

	private static final Objective LOGIT = Objectives.logit(2);
	private static final Pixels IMAGE = Images.noise(ValueRange.EIGHT_BIT, 3, 1, 32, 32, 3);

	private static Network network;

	@BeforeAll
	static void open() {
		network = Engine.load().open(ModelStore.find(ModelStore.EMBEDDED));
	}

	@AfterAll
	static void close() {
		network.close();
	}

	private static void assertSame(final Tensor expected, final Tensor actual) {
		assertEquals(expected.shape(), actual.shape());
		assertArrayEquals(expected.data(), actual.data(), 1e-5f);
	}

	@ParameterizedTest
	@EnumSource(Backpropagation.class)
	void togetherOrOneByOne(final Backpropagation rule) {
		final Query query = Query.of(IMAGE).objective(LOGIT).rule(rule);
		final Answer all =
			network.answer(query.withValues().withGradient().withActivation("conv2", "conv4").withScores()
				.withGradientAt("conv4").withGradientAt("conv2").withRelevance(RelevanceRules.COMPOSITE));
		assertArrayEquals(network.values(IMAGE, LOGIT), all.values(), 1e-5f);
		assertSame(network.evaluate(IMAGE, LOGIT, rule).gradient(), all.gradient());
		assertSame(network.activation(IMAGE, "logits"), all.scores());
		for (final String layer : List.of("conv2", "conv4")) {
			assertSame(network.activation(IMAGE, layer), all.activation(layer));
			assertSame(network.answer(query.withGradientAt(layer)).gradientAt(layer),
				all.gradientAt(layer));
		}
		final Relevance relevance = network.relevance(IMAGE, LOGIT, RelevanceRules.COMPOSITE);
		assertSame(relevance.map(), all.relevance().map());
		assertEquals(relevance.biases(), all.relevance().biases(), 1e-5f);
		assertEquals(Set.of("conv2", "conv4", "logits"), all.activations().keySet());
	}

	@Test
	void expressionsAloneAndWithAllElse() {
		final Expression gram = GRAM.of(new Activation("conv2"));
		final Expression mean = POSITION_MEAN.of(new Activation("conv4"));
		final Query query = Query.of(IMAGE).withExpressions(List.of(gram, mean));
		final Answer alone = network.answer(query);
		final Tensor activation = network.activation(IMAGE, "conv4");
		final int channels = activation.shape().dimension(3);
		final float[] means = new float[channels];
		for (int i = 0; i < activation.size(); i++)
			means[i % channels] += activation.data()[i] * channels / activation.size();
		assertSame(Tensor.of(Shape.of(1, channels), means), alone.expression(mean));
		final Answer all = network.answer(query.objective(LOGIT).withValues().withGradient()
			.withScores().withActivation("conv2").withGradientAt("conv4"));
		assertSame(alone.expression(gram), all.expression(gram));
		assertSame(alone.expression(mean), all.expression(mean));
		assertSame(network.evaluate(IMAGE, LOGIT).gradient(), all.gradient());
		assertEquals(Set.of("conv2", "logits"), all.activations().keySet());
	}

	@Test
	void aRuleOverridesTheReluBetweenALayerAndTheObjectiveToo() {
		final Query query = Query.of(IMAGE).objective(LOGIT).withGradientAt("conv2");
		assertFalse(Arrays.equals(network.answer(query).gradientAt("conv2").data(),
			network.answer(query.rule(Backpropagation.GUIDED)).gradientAt("conv2").data()));
	}

	@Test
	void picturesComeWithWhatTheNetworkSaysOfThem() {
		final Parameterization how = Parameterization.fourier(24, 28, ColourBasis.PHOTOGRAPHS);
		final Tensor parameters = how.start(1, 5);
		final ParameterizedImage warped =
			new ParameterizedImage(how, parameters, new Warp(24, 28, 4, 1.1, 0.1, 1, -2));
		final Answer all = network.answer(
			Query.of(warped).objective(LOGIT).withPictures().withScores().withValues().withGradient());
		assertSame(network.paint(how, parameters).values(), all.pictures().values());
		assertEquals(Shape.of(1, 24, 28, 3), all.pictures().shape());
		assertEquals(all.values()[0], all.scores().data()[2], 1e-5f);
		assertSame(network.evaluate(warped, LOGIT, Backpropagation.PLAIN).gradient(), all.gradient());
	}
}
