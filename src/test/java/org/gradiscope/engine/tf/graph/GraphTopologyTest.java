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

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/** A diamond, {@code x} to {@code left} and {@code right} to {@code sum}, whose nodes stand in any order. */
class GraphTopologyTest {

	private static final GraphDef DIAMOND =
		GraphDef.newBuilder().addNode(NodeDefs.node("sum", "Add", "left", "right:0", "^idle"))
			.addNode(NodeDefs.node("right", "Neg", "x")).addNode(NodeDefs.node("left", "Identity", "x"))
			.addNode(NodeDefs.node("size", "Shape", "left")).addNode(NodeDefs.node("x", "Placeholder"))
			.addNode(NodeDefs.node("idle", "NoOp")).build();

	private static List<String> names(final GraphTopology topology) {
		return topology.all().map(NodeDef::getName).toList();
	}

	@Test
	void nodesComeAfterTheirInputsOneBranchAfterAnother() {
		assertEquals(List.of("x", "left", "right", "sum", "size", "idle"),
			names(GraphTopology.of(DIAMOND)));
		assertEquals(List.of("x", "right"), names(GraphTopology.of(DIAMOND, List.of("right"))));
	}

	@Test
	void dependentsUsersAndOrigins() {
		final GraphTopology topology = GraphTopology.of(DIAMOND);
		final int x = topology.number("x");
		final int left = topology.number("left");
		assertArrayEquals(new boolean[] { true, true, false, true, true, false },
			topology.dependents(x, node -> Op.of(node) != Op.Neg));
		assertEquals(Optional.empty(), topology.onlyUser(x));
		assertEquals(Optional.of(topology.number("sum")), topology.onlyUser(left));
		assertEquals(x, topology.origin(left, node -> Op.of(node) == Op.Identity));
	}

	@Test
	void whatIsClaimedOnceIsNotClaimedAgain() {
		final GraphTopology topology = GraphTopology.of(DIAMOND);
		final boolean[] claimed = new boolean[topology.size()];
		assertEquals(Set.of(0, 1), Set.copyOf(topology.claim(topology.number("left"), claimed)));
		assertEquals(Set.of(2, 3), Set.copyOf(topology.claim(topology.number("sum"), claimed)));
		assertEquals(List.of(), topology.claim(topology.number("x"), claimed));
		assertEquals(List.of(), topology.claim(topology.number("gone"), claimed));
	}

	@Test
	void ancestorsAreThoseAlongTheEdgesThatCount() {
		final Map<String, NodeDef> nodes = GraphDefs.byName(DIAMOND.getNodeList());
		assertEquals(Set.of("sum", "left", "right", "x", "idle"),
			GraphDefs.ancestors(nodes, List.of("sum"), edge -> true));
		assertEquals(Set.of("sum", "left", "right", "x"),
			GraphDefs.ancestors(nodes, List.of("sum"), edge -> !Edge.isControl(edge)));
	}

	@Test
	void aCycleNamesANodeOfIt() {
		final Map<String, List<String>> inputs =
			Map.of("end", List.of("a"), "a", List.of("b"), "b", List.of("c", "a"), "c", List.of());
		assertEquals("a",
			assertThrows(IllegalStateException.class,
				() -> TopologicalOrder.of(List.of("end"), inputs::get, IllegalStateException::new))
				.getMessage());
	}
}
