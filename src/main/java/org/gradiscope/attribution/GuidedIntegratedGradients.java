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

import org.gradiscope.engine.Network;
import org.gradiscope.engine.Progress;
import org.gradiscope.model.ModelDescriptor;
import org.gradiscope.objective.Objective;
import org.gradiscope.options.OptionRecords;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;

/**
 * Integrated gradients along a way that the network chooses (Kapishnikov et al. 2021, "Guided Integrated
 * Gradients: an Adaptive Path Method for Removing Noise"): at each step those pixels go on towards the
 * image whose derivatives are the smallest, so that the way keeps to where the objective changes little,
 * and noise that straight lines gather there is left out. {@link GuidedPath} is the way. The attributions
 * sum to {@code f(x) - f(x')}.
 *
 * @param baseline x'
 * @param steps the number of gradients taken, one after the other, 1 to 100,000
 * @param fraction of the pixels that go on first, over 0 and at most 1
 * @param distance how far, as a fraction of the way, a pixel may be ahead or behind, 0 to 1
 */
public record GuidedIntegratedGradients(Baseline baseline, int steps, double fraction,
	double distance) implements AttributionMethod {

	private static final int MOST = 100_000;

	/** @throws IllegalArgumentException if a value is outside its bounds; the message says which */
	public GuidedIntegratedGradients {
		final String subject = "guided-integrated-gradients needs";
		OptionRecords.require(subject, steps >= 1 && steps <= MOST,
			"steps of at least 1 and at most " + MOST, steps);
		OptionRecords.require(subject, fraction > 0 && fraction <= 1, "a fraction over 0 and up to 1",
			fraction);
		OptionRecords.require(subject, distance >= 0 && distance <= 1, "a distance of 0 to 1",
			distance);
	}

	/** A quarter of the pixels and a fiftieth of the way, as in the paper's program. */
	public static GuidedIntegratedGradients of(final Baseline baseline, final int steps) {
		return new GuidedIntegratedGradients(baseline, steps, 0.25, 0.02);
	}

	@Override
	public Attribution.Meaning meaning() {
		return Attribution.Meaning.CONTRIBUTION;
	}

	@Override
	public double forwardPasses(final ModelDescriptor network, final Pixels image) {
		return GRADIENT_PASSES * steps;
	}

	@Override
	public Attribution attribute(final Network network, final Pixels image, final Objective objective,
		final Progress progress) {
		AttributionMethod.requireOne(image);
		final Tensor from = baseline.of(image);
		final GuidedPath path = new GuidedPath(image.values().data(), from.data(), fraction, distance);
		for (int step = 1; step <= steps; step++) {
			progress.check();
			path.advance((double) step / steps, network
				.evaluate(image.with(Tensor.of(image.shape(), path.point())), objective).gradient().data());
			progress.report(step, steps, "step " + step + " of " + steps);
		}
		final Tensor map = Tensor.zeros(image.shape());
		double sum = 0;
		for (int i = 0; i < map.size(); i++) {
			map.data()[i] = (float) path.attribution(i);
			sum += path.attribution(i);
		}
		return new Attribution(map, IntegratedGradients.facts(sum, network.values(image, objective)[0],
			network.values(image.with(from), objective)[0]));
	}

	@Override
	public String toString() {
		return "guided-integrated-gradients[baseline=" + baseline + ", steps=" + steps + ", fraction=" +
			fraction + ", distance=" + distance + "]";
	}
}
