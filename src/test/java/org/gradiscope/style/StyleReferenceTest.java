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

package org.gradiscope.style;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

import org.gradiscope.engine.Backpropagation;
import org.gradiscope.engine.Evaluation;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.Progress;
import org.gradiscope.objective.Objective;
import org.gradiscope.parameterization.Parameterization;
import org.gradiscope.parameterization.ParameterizedImage;
import org.gradiscope.style.StyleOptions.Statistic;
import org.gradiscope.tensor.Tensor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The loss, its gradient and what L-BFGS makes of it, against TensorFlow and SciPy in Python; see scripts/reference/style.py. */
class StyleReferenceTest {

	private static final Map<String, Network> OPEN = new HashMap<>();

	@AfterAll
	static void close() {
		OPEN.values().forEach(Network::close);
		OPEN.clear();
	}

	static Stream<Arguments> losses() {
		return Stream.of("mobilenet-v2-1.0-224", "cifar10-resnet8")
			.flatMap(network -> Stream.of(Statistic.values()).map(kind -> Arguments.of(network, kind)));
	}

	private static Network network(final StyleReference reference) {
		return OPEN.computeIfAbsent(reference.network(), key -> reference.open());
	}

	private static Objective objective(final StyleReference reference, final Statistic statistic) {
		final Network network = network(reference);
		return new StyleLoss(network, StyleReference.style(),
			StyleReference.options(network, statistic)).whole(network, reference.base());
	}

	@ParameterizedTest
	@MethodSource("losses")
	void lossAndGradientAtTheStart(final String name, final Statistic statistic) {
		final StyleReference reference = StyleReference.of(name);
		final double[][] expected = reference.figures().get(statistic);
		final Parameterization how = reference.around();
		final Evaluation start =
			network(reference).evaluate(new ParameterizedImage(how, Tensor.zeros(how.shape(1))),
				objective(reference, statistic), Backpropagation.PLAIN);
		assertEquals(expected[0][0], -start.value(), 1e-4 * expected[0][0], "loss");
		final float[] gradient = start.gradient().data();
		double square = 0;
		for (final float value : gradient)
			square += (double) value * value;
		assertEquals(expected[0][1], Math.sqrt(square), 1e-4 * expected[0][1], "norm");
		final double cosine = cosine(expected[1], gradient);
		System.err.printf("%s, %s: loss off by %.1e, norm by %.1e, cosine by %.1e%n", name, statistic,
			-start.value() / expected[0][0] - 1, Math.sqrt(square) / expected[0][1] - 1, 1 - cosine);
		assertTrue(cosine > 1 - 1e-4, "cosine " + cosine);
	}

	/** Of the samples with the negative of the gradient at their places. */
	private static double cosine(final double[] samples, final float[] gradient) {
		double both = 0;
		double one = 0;
		double other = 0;
		for (int k = 0; k < samples.length; k++) {
			final double slope = -gradient[(int) ((2L * k + 1) * gradient.length / 400)];
			both += samples[k] * slope;
			one += samples[k] * samples[k];
			other += slope * slope;
		}
		return both / Math.sqrt(one * other);
	}

	@ParameterizedTest
	@MethodSource("losses")
	void lossAfterFiftySteps(final String name, final Statistic statistic) {
		final StyleReference reference = StyleReference.of(name);
		final Network network = network(reference);
		final Objective objective = objective(reference, statistic);
		final Tensor picture = new PaintedFit(network, objective,
			StyleReference.options(network, statistic), reference.start(), Progress.NONE).run();
		final double reached = -network.evaluate(Restyler.seen(network, picture), objective).value();
		final double expected = reference.figures().get(statistic)[0][2];
		System.err.printf("%s, %s: %.5g after 50 steps, SciPy %.5g%n", name, statistic, reached,
			expected);
		assertEquals(expected, reached, 0.02 * expected);
	}
}
