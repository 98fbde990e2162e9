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

package org.gradiscope.attribution.exemplar;

import java.util.List;

import org.gradiscope.engine.Network;
import org.gradiscope.engine.Query;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;

/** What is looked for in images: units of a network, each with a value at every position of one layer. */
public interface Evidence {

	/** The layer whose positions are compared. */
	String layer();

	/** What each unit is called. */
	List<String> labels();

	/** What the values of a batch are, {@code [n, h, w, k]} for k units; what is not over 0 is no evidence. */
	Tensor maps(Network network, Pixels images);

	/**
	 * What the value at one place of each image is made of, as weights of the layer's activations,
	 * {@code [n, h, w, c]}.
	 *
	 * @param units one for each image
	 * @param places one for each image
	 */
	Tensor weights(Network network, Pixels images, int[] units, List<Exemplar> places);

	/** Whether the class scores are computed with the layer, which may need images of one size. */
	boolean needsScores();

	/** A query of images in which the layer sees them as it did for the maps. */
	default Query query(final Pixels images) {
		return needsScores() ? Query.of(images).withScores() : Query.of(images);
	}
}
