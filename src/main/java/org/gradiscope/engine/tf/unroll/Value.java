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

package org.gradiscope.engine.tf.unroll;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import org.gradiscope.engine.tf.graph.Edge;

/** What an edge of a graph with loops stands for, at one pass. */
sealed interface Value {

	/** What is not computed, for the other branch is gone. */
	Value DEAD = new Tensor(null);

	/** An edge of the graph that is written. */
	record Tensor(Edge edge) implements Value {}

	/**
	 * A list of tensors, which is no tensor any more.
	 *
	 * @param items one edge each; null where nothing was written yet
	 */
	record Items(List<Edge> items) implements Value {

		static Items of(final int count) {
			return new Items(Collections.nCopies(count, null));
		}

		int size() {
			return items.size();
		}

		Items with(final int place, final Edge item) {
			final List<Edge> changed = new ArrayList<>(items);
			changed.set(place, item);
			return new Items(changed);
		}

		Items plus(final List<Edge> more) {
			final List<Edge> longer = new ArrayList<>(items);
			longer.addAll(more);
			return new Items(longer);
		}

		/** Cut off, or filled up with what was not written yet. */
		Items resized(final int count) {
			return count <= size() ? new Items(items.subList(0, count))
				: plus(Collections.nCopies(count - size(), null));
		}
	}
}
