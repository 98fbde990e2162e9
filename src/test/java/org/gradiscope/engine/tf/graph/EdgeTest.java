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

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.gradiscope.engine.EngineException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EdgeTest {

	@ParameterizedTest
	@CsvSource({ "a, a, 0", "a/b:1, a/b, 1", "^a, a, -1", "a:12, a, 12" })
	void anEdgeIsWrittenAsItIsRead(final String text, final String node, final int index) {
		final Edge edge = Edge.of(text);
		assertEquals(new Edge(node, index), edge);
		assertEquals(text, edge.toString());
		assertEquals(node, Edge.operation(text));
		assertEquals(index < 0, edge.isControl());
		assertEquals(index < 0, Edge.isControl(text));
		assertEquals(Math.max(0, index), Edge.port(text));
	}

	@ParameterizedTest
	@ValueSource(strings = { "a:x", "a:", "a:-1", "a:4294967296" })
	void aPortThatIsNoNumberIsRefusedInAGraphAndTheFirstElsewhere(final String text) {
		assertTrue(assertThrows(EngineException.class, () -> Edge.of(text)).getMessage()
			.contains("where the number of an output"));
		assertEquals("a", Edge.operation(text));
		assertEquals(0, Edge.port(text));
	}

	@Test
	void aNodeThatLacksAnInputIsRefused() {
		assertTrue(assertThrows(EngineException.class,
			() -> Edge.input(NodeDefs.node("n", "Switch", "a").build(), 1)).getMessage()
			.contains("has 1 inputs, but needs 2"));
	}
}
