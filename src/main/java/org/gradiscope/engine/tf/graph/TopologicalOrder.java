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

package org.gradiscope.engine.tf.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Depth-first topological sort (Tarjan 1976): each node after all that it takes from, and one branch
 * after another. Time and memory are linear in nodes and edges; nothing recurses.
 */
public final class TopologicalOrder {

	private TopologicalOrder() {}

	/**
	 * The ends and all that they need.
	 *
	 * @param inputs what a node takes from, in the order in which it is visited
	 * @param cyclic the error for a node on a cycle
	 */
	public static <T> List<T> of(final Collection<? extends T> ends,
		final Function<? super T, ? extends Iterable<? extends T>> inputs,
		final Function<? super T, ? extends RuntimeException> cyclic) {
		final Set<T> done = new LinkedHashSet<>();
		final Map<T, Iterator<? extends T>> begun = new HashMap<>();
		final Deque<T> open = new ArrayDeque<>();
		for (final T end : ends) {
			if (!done.contains(end)) open.push(end);
			while (!open.isEmpty()) {
				final T node = open.peek();
				final Iterator<? extends T> rest =
					begun.computeIfAbsent(node, next -> inputs.apply(next).iterator());
				if (!rest.hasNext()) done.add(open.pop());
				else {
					final T next = rest.next();
					if (done.contains(next)) continue;
					if (begun.containsKey(next)) throw cyclic.apply(next);
					open.push(next);
				}
			}
		}
		return new ArrayList<>(done);
	}
}
