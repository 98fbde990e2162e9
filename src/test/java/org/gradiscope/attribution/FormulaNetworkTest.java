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

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.gradiscope.engine.Engine;
import org.gradiscope.engine.Network;
import org.gradiscope.objective.Expression;
import org.gradiscope.objective.Objectives;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.testing.FormulaNetwork;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Maps of a small network against the packages of Python; see scripts/reference/more_saliency.py. */
class FormulaNetworkTest {

	private static final String INTEGRAL = "blur-integrated-gradients[sigma=3.0]";
	/** Before what is of the network with means instead of maxima. */
	private static final String MEANS = "means: ";
	private static final List<Baseline> BASELINES =
		List.of(Baseline.Standard.BLACK, Baseline.Standard.WHITE, Baseline.Standard.BLUR);
	private static final Map<String, double[]> EXPECTED = read();

	private static Network network;

	@BeforeAll
	static void open() {
		network = Engine.load().open(FormulaNetwork.model());
	}

	@AfterAll
	static void close() {
		network.close();
	}

	private static Map<String, double[]> read() {
		try (InputStream file = FormulaNetworkTest.class.getResourceAsStream("formula-network.txt")) {
			final Map<String, double[]> all = new LinkedHashMap<>();
			new String(file.readAllBytes(), StandardCharsets.UTF_8).lines().skip(1).forEach(line -> {
				final String[] parts = line.split(" \\| ");
				all.put(parts[0],
					Arrays.stream(parts[1].split(" ")).mapToDouble(Double::parseDouble).toArray());
			});
			return all;
		}
		catch (final IOException e) {
			throw new ExceptionInInitializerError(e);
		}
	}

	private static AttributionMethod map(final ActivationMap.Kind kind) {
		return new ActivationMap(kind, "conv2", false, Upsampling.NEAREST);
	}

	private static AttributionMethod guided(final Baseline baseline, final int steps,
		final double fraction, final double distance) {
		return new GuidedIntegratedGradients(baseline, steps, fraction, distance);
	}

	private static Stream<AttributionMethod> methods() {
		return Stream.of(map(ActivationMap.Kind.HIRES_CAM), map(ActivationMap.Kind.XGRAD_CAM),
			new AblationCam("conv2", false, Upsampling.NEAREST),
			new EigenCam("conv2", false, Upsampling.NEAREST),
			guided(Baseline.Standard.BLACK, 20, 0.25, 0.02), guided(Baseline.Standard.BLACK, 7, 0.1, 0.3),
			guided(Baseline.Standard.BLUR, 20, 0.25, 0.02), guided(Baseline.Standard.BLUR, 7, 0.1, 0.3),
			new GradientShap(List.of(Baseline.Standard.BLACK, Baseline.Standard.WHITE), 25, 1),
			new ExcitationBackprop());
	}

	@Test
	void theNetworkIsTheSame() {
		assertClose(EXPECTED.get("logits"),
			network.activation(FormulaNetwork.image(), Expression.LOGITS));
	}

	@Test
	void nothingOfTheFileIsLeftOut() {
		final List<String> compared =
			new ArrayList<>(methods().map(AttributionMethod::toString).toList());
		compared.addAll(List.of("logits", INTEGRAL));
		for (final Baseline baseline : BASELINES)
			compared.add(MEANS + new DeepLift(baseline));
		assertEquals(new TreeSet<>(EXPECTED.keySet()), new TreeSet<>(compared));
	}

	/** The integral, by many steps of another length each; PAIR's sum of 3000 steps is known to a thousandth. */
	@Test
	void blurIntegratedGradientsApproximateTheIntegral() {
		final double[] expected = EXPECTED.get(INTEGRAL);
		final Tensor given = new BlurIntegratedGradients(3, 3000)
			.attribute(network, FormulaNetwork.image(), Objectives.logit(FormulaNetwork.TARGET)).map();
		assertClose(expected, given, 5e-3);
	}

	@ParameterizedTest
	@MethodSource("methods")
	void mapsAreThoseOfPython(final AttributionMethod method) {
		assertClose(EXPECTED.get(method.toString()), method
			.attribute(network, FormulaNetwork.image(), Objectives.logit(FormulaNetwork.TARGET)).map());
	}

	/** With means; with maxima captum's shares do not add up, and these do. */
	@Test
	void deepLift() {
		try (Network means = Engine.load().open(FormulaNetwork.withMeans())) {
			for (final Baseline baseline : BASELINES) {
				final DeepLift method = new DeepLift(baseline);
				assertClose(EXPECTED.get(MEANS + method), map(method, means).map());
				assertEquals(0, (float) map(method, means).facts().get(IntegratedGradients.GAP), 1e-3);
				assertEquals(0, (float) map(method, network).facts().get(IntegratedGradients.GAP), 1e-3);
			}
		}
	}

	private static Attribution map(final AttributionMethod method, final Network of) {
		return method.attribute(of, FormulaNetwork.image(), Objectives.logit(FormulaNetwork.TARGET));
	}

	/** Within a ten thousandth of the largest: some processors convolve by sums of other terms. */
	private static void assertClose(final double[] expected, final Tensor given) {
		assertClose(expected, given, 1e-4);
	}

	private static void assertClose(final double[] expected, final Tensor given,
		final double tolerance) {
		final double largest = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
		final double[] all = new double[given.size()];
		Arrays.setAll(all, i -> given.data()[i]);
		assertArrayEquals(expected, all, tolerance * largest);
	}
}
