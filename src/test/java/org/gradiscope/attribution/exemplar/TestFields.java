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
import java.util.Map;

import org.gradiscope.attribution.CropWindow;
import org.gradiscope.model.Channels;
import org.gradiscope.model.InputSize;
import org.gradiscope.model.Labels;
import org.gradiscope.model.Layer;
import org.gradiscope.model.ModelDescriptor;
import org.gradiscope.model.Preprocessing;
import org.gradiscope.model.Probabilities;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.ValueRange;

/** Layers of which nothing is there but their geometry. */
final class TestFields {

	private TestFields() {}

	/**
	 * In a square image that the network takes as it is.
	 *
	 * @param field the side of what a position sees; 0 for all
	 * @param start the middle of what the first sees
	 */
	static FieldGeometry stride(final int stride, final int field, final double start,
		final int image, final int positions) {
		final Layer layer = new Layer("l", "l", "", List.of(-1, -1, 1), stride, field, 0, true, start);
		final ModelDescriptor network = new ModelDescriptor("n", "", "",
			Preprocessing.of(Channels.GREY, ValueRange.UNIT, InputSize.atLeast(1, 1)), "", "",
			Probabilities.SOFTMAX, new Labels(List.of("a")), List.of(layer), Map.of(), Map.of(), Map.of(),
			Map.of(), List.of());
		return FieldGeometry.of(network, layer, false, new CropWindow(0, 0, image, image),
			SpotNetwork.dot(image, image, 0, 0, 0), Shape.of(1, positions, positions, 1));
	}
}
