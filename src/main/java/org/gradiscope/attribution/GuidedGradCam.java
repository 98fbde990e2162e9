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
import org.gradiscope.objective.Objective;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;

/**
 * Guided backprop where Grad-CAM looks: their product, pixel by pixel (Selvaraju et al. 2016,
 * "Grad-CAM", section 3.2).
 *
 * @param layer of Grad-CAM, whose negative parts are cut off
 * @param upsampling of Grad-CAM
 */
public record GuidedGradCam(String layer, Upsampling upsampling) implements AttributionMethod {

	/** Smoothly stretched. */
	public static GuidedGradCam of(final String layer) {
		return new GuidedGradCam(layer, Upsampling.BILINEAR);
	}

	@Override
	public Attribution.Meaning meaning() {
		return Attribution.Meaning.SENSITIVITY;
	}

	@Override
	public Attribution attribute(final Network network, final Pixels image, final Objective objective,
		final Progress progress) {
		final float[] cam = new ActivationMap(ActivationMap.Kind.GRAD_CAM, layer, true, upsampling)
			.attribute(network, image, objective, progress).map().data();
		final Tensor guided =
			GradientMethod.GUIDED_BACKPROP.attribute(network, image, objective, progress).map();
		final Tensor product = Tensor.zeros(guided.shape());
		int i = 0;
		for (final float weight : cam)
			for (int channel = 0; channel < image.channels(); channel++, i++)
				product.data()[i] = guided.data()[i] * weight;
		return Attribution.of(product);
	}

	@Override
	public String toString() {
		return "guided-grad-cam[layer=" + layer + ", upsampling=" + upsampling + "]";
	}
}
