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

import java.util.stream.IntStream;

import org.gradiscope.engine.Batches;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.Progress;
import org.gradiscope.model.ModelDescriptor;
import org.gradiscope.objective.Objective;
import org.gradiscope.options.OptionRecords;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.transform.GaussianBlur;

/**
 * The gradient integrated along the way on which the image comes out of its blur (Xu et al. 2020,
 * "Attribution in Scale and Space"), with {@code x(s)} the image blurred by a Gaussian of that standard
 * deviation:
 *
 * <pre>
 * a_i = - integral_0^sigma df(x(s)) / dx_i dx_i(s) / ds ds
 * </pre>
 *
 * so that the attributions sum to {@code f(x) - f(x(sigma))}, and no baseline has to be chosen that is an
 * image unlike others. Each step takes the gradient in its middle times the difference of the images at
 * its ends. The steps are the finer the less blur there is, {@code s = sigma t^2}, as it is there that the
 * image changes most; the paper's are equal. At the rim the last pixel repeats, where the paper has black.
 *
 * @param sigma the largest standard deviation, in pixels, at least 0.1
 * @param steps the number of gradients taken, 1 to 100,000
 */
public record BlurIntegratedGradients(double sigma, int steps) implements AttributionMethod {

	private static final int MOST = 100_000;

	/** @throws IllegalArgumentException if a value is outside its bounds; the message says which */
	public BlurIntegratedGradients {
		OptionRecords.require("blur-integrated-gradients needs",
			sigma >= 0.1 && sigma <= GaussianBlur.MOST,
			"a sigma of at least 0.1 and at most " + GaussianBlur.MOST + " pixels", sigma);
		OptionRecords.require("blur-integrated-gradients needs", steps >= 1 && steps <= MOST,
			"steps of at least 1 and at most " + MOST, steps);
	}

	/** A sixth of the shorter side, about as the paper's 50 pixels of 299. */
	static double usualSigma(final Pixels image) {
		return Math.max(1, Math.min(image.height(), image.width()) / 6.0);
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
		final double[] sums = new double[image.values().size()];
		final int batch = Batches.size(image, steps);
		for (int first = 0; first < steps; first += batch) {
			progress.check();
			final int count = Math.min(batch, steps - first);
			final float[] gradients = network
				.evaluate(image.with(blurred(image, first + 0.5, count)), objective).gradient().data();
			final float[] ends = blurred(image, first, count + 1).data();
			for (int i = 0; i < count * sums.length; i++)
				sums[i % sums.length] += (double) (ends[i] - ends[i + sums.length]) * gradients[i];
			progress.report(first + count, steps, "step " + (first + count) + " of " + steps);
		}
		final Tensor map = Tensor.zeros(image.shape());
		double sum = 0;
		for (int i = 0; i < sums.length; i++) {
			map.data()[i] = (float) sums[i];
			sum += sums[i];
		}
		return new Attribution(map, IntegratedGradients.facts(sum, network.values(image, objective)[0],
			network.values(image.with(blurred(image, steps, 1)), objective)[0]));
	}

	/** The image at so many places of the way, each a step after the other. */
	private Tensor blurred(final Pixels image, final double from, final int count) {
		final Tensor blurred = Batches.empty(image, count);
		final int size = image.values().size();
		IntStream.range(0, count).parallel().forEach(n -> {
			final double t = (from + n) / steps;
			System.arraycopy(GaussianBlur.of(image.values(), sigma * t * t).data(), 0, blurred.data(),
				n * size, size);
		});
		return blurred;
	}

	@Override
	public String toString() {
		return "blur-integrated-gradients[sigma=" + sigma + ", steps=" + steps + "]";
	}
}
