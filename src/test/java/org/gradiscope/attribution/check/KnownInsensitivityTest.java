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

package org.gradiscope.attribution.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;

import java.util.List;

import org.gradiscope.attribution.GradientMethod;
import org.gradiscope.attribution.check.CascadingRandomization.Step;
import org.gradiscope.engine.Engine;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.Prediction;
import org.gradiscope.engine.Progress;
import org.gradiscope.imagej.ImagePixels;
import org.gradiscope.model.store.ModelStore;
import org.gradiscope.objective.Objective;
import org.gradiscope.objective.Objectives;
import org.gradiscope.pattern.Pattern;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.testing.Micropatterns;
import org.gradiscope.testing.SharedFiles;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What Adebayo et al. 2018 found: guided backprop hardly notices that the layers on top are random,
 * while the gradient does.
 */
class KnownInsensitivityTest {

	private static List<Step> cascade(final Network network, final GradientMethod method,
		final Pixels image, final int steps) {
		final Objective objective = Objectives.logit(Prediction.of(network, image).get(0).best());
		return new CascadingRandomization(steps, 1).run(network, method, image, objective,
			method.attribute(network, image, objective).map(), Progress.NONE);
	}

	/** Measured after 3 of 8 layers: guided backprop 0.91 to 0.97, the gradient 0.21 to 0.27. */
	@ParameterizedTest
	@EnumSource(names = { "GRID", "BACTERIA", "NEURITES" })
	void guidedBackpropHardlyNoticesRandomLayersOnTop(final Pattern pattern) {
		final Pixels image = Micropatterns.draw(pattern, 96, 7);
		final Network network = Micropatterns.network();
		final List<Step> guided = cascade(network, GradientMethod.GUIDED_BACKPROP, image, 8);
		final List<Step> plain = cascade(network, GradientMethod.GRADIENT, image, 8);
		assertEquals(List.of("logits", "conv7", "conv6", "conv5", "conv4", "conv3", "conv2", "conv1"),
			guided.stream().map(Step::layer).toList());
		assertTrue(guided.get(2).similarity().spearman() > 0.85, guided.toString());
		assertTrue(guided.get(2).similarity().ssim() > 0.7, guided.toString());
		assertTrue(plain.get(2).similarity().spearman() < 0.45, plain.toString());
		assertTrue(plain.get(2).similarity().ssim() < 0.45, plain.toString());
		assertTrue(guided.get(7).similarity().spearman() < 0.4, "with no layer left, it does");
	}

	/** Measured after 17 of 53 layers: guided backprop 0.86, the gradient 0.24. */
	@Test
	@Tag("long")
	void norDoesThatOfARealNetwork() {
		try (Network network =
			Engine.load().open(ModelStore.find(SharedFiles.model("mobilenet-v2-1.0-224").toString()))) {
			final Pixels image =
				ImagePixels.read(IJ.openImage(SharedFiles.image("coffee.png").toString()));
			final CascadingRandomization.Similarity guided =
				cascade(network, GradientMethod.GUIDED_BACKPROP, image, 3).get(0).similarity();
			final CascadingRandomization.Similarity plain =
				cascade(network, GradientMethod.GRADIENT, image, 3).get(0).similarity();
			assertTrue(guided.spearman() > 0.7, guided.toString());
			assertTrue(plain.spearman() < 0.5, plain.toString());
		}
	}
}
