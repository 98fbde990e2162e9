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

package org.gradiscope.training;

import java.util.List;

import org.gradiscope.attack.robustness.Proportion;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.Prediction;
import org.gradiscope.model.Labels;

/**
 * Which classes a network takes images for.
 *
 * @param labels of the classes
 * @param counts of images, by their class and then by what the network says
 */
public record Confusion(Labels labels, int[][] counts) {

	/** Of some images. */
	public static Confusion of(final Network network, final Examples examples) {
		final Labels labels = network.descriptor().labels();
		final int[][] counts = new int[labels.count()][labels.count()];
		final List<Prediction> said = Validation.predictions(network, examples.images());
		for (int n = 0; n < said.size(); n++)
			counts[examples.classes()[n]][said.get(n).best()]++;
		return new Confusion(labels, counts);
	}

	/** How many images are taken for their class. */
	public Proportion right() {
		int right = 0;
		int all = 0;
		for (int k = 0; k < counts.length; k++) {
			right += right(k).count();
			all += right(k).total();
		}
		return new Proportion(right, all);
	}

	/** The same of one class. */
	public Proportion right(final int ofClass) {
		int all = 0;
		for (final int count : counts[ofClass])
			all += count;
		return new Proportion(counts[ofClass][ofClass], all);
	}
}
