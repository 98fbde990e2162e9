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
package org.gradiscope.attribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.gradiscope.engine.Network;
import org.gradiscope.model.store.ModelStore;
import org.gradiscope.tensor.Tensor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every method on the embedded network and on real ones, against TensorFlow in Python; see scripts/reference/saliency.py. */
class ReferenceTest {

	/** What is random is compared with other random numbers, of which there are not endlessly many. */
	private static final int SAMPLES = 4000;

	/** Of the embedded network, whose gradients vary less. */
	private static final int FEW_SAMPLES = 400;

	/** What integrated gradients from black approximate. */
	private static final String INTEGRAL = "integral[baseline=black]";

	private static final Map<String, Network> OPEN = new HashMap<>();

	@AfterAll
	static void close() {
		OPEN.values().forEach(Network::close);
		OPEN.clear();
	}

	static Stream<String> networks() {
		return Reference.NETWORKS.stream();
	}

	static Stream<Arguments> deterministic() {
		return methods(false);
	}

	static Stream<Arguments> random() {
		return methods(true);
	}

	private static Stream<Arguments> methods(final boolean random) {
		return Reference.NETWORKS.stream()
			.flatMap(network -> Reference.of(network).figures().keySet().stream()
				.filter(name -> !name.equals(INTEGRAL) && random == name.matches("(smoothgrad|vargrad).*"))
				.map(name -> Arguments.of(network, name)));
	}

	private static List<AttributionMethod> methods(final String layer, final int samples) {
		final List<AttributionMethod> methods = new ArrayList<>(List.of(GradientMethod.values()));
		methods.add(new GradientTimesInput());
		for (final Baseline baseline : Baseline.Standard.values())
			methods.add(new IntegratedGradients(baseline, 50));
		for (final ActivationMap.Kind kind : ActivationMap.Kind.values())
			methods.add(ActivationMap.of(kind, layer));
		methods.add(GuidedGradCam.of(layer));
		methods.add(ScoreCam.of(layer));
		for (final Baseline fill : Baseline.Standard.values()) {
			methods.add(new Occlusion(48, 40, fill));
			methods.add(new Occlusion(13, 11, fill));
			methods.add(new Occlusion(6, 5, fill));
		}
		for (final NoiseTunnel.Kind kind : NoiseTunnel.Kind.values())
			methods.add(NoiseTunnel.of(kind).withSamples(samples));
		methods.add(new Rise(4000, 4, 0.5, 1));
		methods.add(new Rise(200, 7, 0.5, 1));
		return methods;
	}

	/** The one whose text is the name, or begins with it. */
	private static AttributionMethod method(final String name, final Reference reference) {
		final int samples = reference.network().equals(ModelStore.EMBEDDED) ? FEW_SAMPLES : SAMPLES;
		return methods(reference.layer(), samples).stream()
			.filter(method -> method.toString().equals(name) || method.toString().startsWith(name + "["))
			.findFirst().orElseThrow();
	}

	/** Of a map on the real network, what the script wrote about its own. */
	private static double[][] figures(final Reference reference, final String name) {
		final Network network = OPEN.computeIfAbsent(reference.network(), key -> reference.open());
		final Tensor map =
			method(name, reference).attribute(network, reference.image(), reference.objective()).map();
		return Reference.figures(map);
	}

	@ParameterizedTest
	@MethodSource
	void deterministic(final String network, final String name) {
		final Reference reference = Reference.of(network);
		final double[][] expected = reference.figures().get(name);
		final double[][] given = figures(reference, name);
		final double correlation = Reference.correlation(expected[1], given[1]);
		assertTrue(correlation > 0.9999, "correlation " + correlation);
		final double norm = expected[0][1];
		assertEquals(norm, given[0][1], 1e-3 * norm, "norm");
		assertEquals(expected[0][0], given[0][0], 0.1 * norm, "sum");
		final double extent = Math.max(-expected[0][2], expected[0][3]);
		assertEquals(expected[0][2], given[0][2], 5e-3 * extent, "smallest");
		assertEquals(expected[0][3], given[0][3], 5e-3 * extent, "largest");
	}

	/** The rule of 50 steps against a thousand; see IntegratedGradients. */
	@ParameterizedTest
	@MethodSource("networks")
	void integratedGradientsApproximateTheIntegral(final String network) {
		final Reference reference = Reference.of(network);
		final double[][] expected = reference.figures().get(INTEGRAL);
		final double[][] given = figures(reference, IntegratedGradients.usual().toString());
		final double correlation = Reference.correlation(expected[1], given[1]);
		assertTrue(correlation > 0.99, "correlation " + correlation);
		assertEquals(expected[0][1], given[0][1], 0.05 * expected[0][1], "norm");
	}

	@ParameterizedTest
	@MethodSource
	void random(final String network, final String name) {
		final Reference reference = Reference.of(network);
		final double[][] expected = reference.figures().get(name);
		final double[][] given = figures(reference, name);
		final double correlation = Reference.correlation(expected[1], given[1]);
		assertTrue(correlation > 0.98, "correlation " + correlation);
		assertEquals(expected[0][1], given[0][1], 0.05 * expected[0][1], "norm");
	}
}
