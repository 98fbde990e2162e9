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

import org.gradiscope.engine.Backpropagation;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.Progress;
import org.gradiscope.objective.Objective;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;

/** The methods that are one backward pass, in value per grey level. */
public enum GradientMethod implements AttributionMethod {

	/**
	 * The derivative of the objective with respect to each pixel (Simonyan et al. 2013, "Deep Inside
	 * Convolutional Networks").
	 */
	GRADIENT("gradient", Backpropagation.PLAIN),

	/**
	 * The same, but ReLUs pass only what is positive both ways (Springenberg et al. 2014,
	 * "Striving for Simplicity").
	 */
	GUIDED_BACKPROP("guided-backprop", Backpropagation.GUIDED),

	/**
	 * The same, but ReLUs pass only what is positive on the way back (Zeiler &amp; Fergus 2013,
	 * "Visualizing and Understanding Convolutional Networks").
	 */
	DECONVNET("deconvnet", Backpropagation.DECONVNET);

	private final String word;
	private final Backpropagation rule;

	GradientMethod(final String word, final Backpropagation rule) {
		this.word = word;
		this.rule = rule;
	}

	/** How gradients pass back through ReLUs. */
	public Backpropagation rule() {
		return rule;
	}

	@Override
	public Attribution.Meaning meaning() {
		return Attribution.Meaning.SENSITIVITY;
	}

	@Override
	public Attribution attribute(final Network network, final Pixels image, final Objective objective,
		final Progress progress) {
		AttributionMethod.requireOne(image);
		progress.check();
		return Attribution.of(gradient(network, image, objective));
	}

	/** The gradients of a batch, {@code [n, h, w, c]}; each image's is its own. */
	Tensor gradient(final Network network, final Pixels images, final Objective objective) {
		return network.evaluate(images, objective, rule).gradient();
	}

	/** The word by which users choose it, for example {@code guided-backprop}. */
	@Override
	public String toString() {
		return word;
	}
}
