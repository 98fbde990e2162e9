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

package org.gradiscope.engine.tf.inspect;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

import org.gradiscope.engine.tf.freeze.FrozenModel;
import org.gradiscope.engine.tf.graph.Attributes;
import org.gradiscope.engine.tf.graph.Edge;
import org.gradiscope.engine.tf.graph.GraphTopology;
import org.gradiscope.model.Description;
import org.gradiscope.model.Fact;
import org.tensorflow.proto.NodeDef;

/** Where time series go into a graph. */
final class TimeSeriesInputs {

	private TimeSeriesInputs() {}

	/** The placeholder; none if it takes images, or which one is meant is not clear. */
	static Optional<NodeDef> find(final FrozenModel frozen, final GraphTopology topology,
		final Description stated) {
		final List<NodeDef> named = named(frozen, topology, stated);
		// An image is what a graph with both is for.
		if (named.stream().anyMatch(Placeholders::takesImages)) return Optional.empty();
		final List<NodeDef> series = named.stream().filter(TimeSeriesInputs::takesSeries).toList();
		return series.size() == 1 ? Optional.of(series.get(0)) : Optional.empty();
	}

	/** The only placeholder that takes a list for each image; none if it takes images, or there are several. */
	static Optional<NodeDef> list(final FrozenModel frozen, final GraphTopology topology,
		final Description stated) {
		final List<NodeDef> named = named(frozen, topology, stated);
		if (named.stream().anyMatch(Placeholders::takesImages)) return Optional.empty();
		final List<NodeDef> lists = named.stream().filter(node -> has(node, 2)).toList();
		return lists.size() == 1 ? Optional.of(lists.get(0)) : Optional.empty();
	}

	/** What may be meant: the input that is stated, else those of the signature, else all. */
	private static List<NodeDef> named(final FrozenModel frozen, final GraphTopology topology,
		final Description stated) {
		if (stated.has(Fact.INPUT)) {
			final String name = stated.get(Fact.INPUT).orElseThrow();
			return nodes(topology, List.of(frozen.inputs().getOrDefault(name, name)));
		}
		if (!frozen.inputs().isEmpty()) return nodes(topology, frozen.inputs().values());
		return topology.all().filter(Placeholders::isRequired).toList();
	}

	private static List<NodeDef> nodes(final GraphTopology topology,
		final Collection<String> tensors) {
		return tensors.stream().map(Edge::operation).distinct()
			.filter(name -> topology.number(name) >= 0).map(name -> topology.node(topology.number(name)))
			.toList();
	}

	/** Three axes, the first of which is the number of series. */
	private static boolean takesSeries(final NodeDef node) {
		return has(node, 3);
	}

	private static boolean has(final NodeDef node, final int rank) {
		return Placeholders.is(node) && Attributes.isFloat(node) &&
			Placeholders.shape(node).filter(axes -> axes.size() == rank && axes.get(0) <= 1).isPresent();
	}
}
