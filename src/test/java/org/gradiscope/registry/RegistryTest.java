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
package org.gradiscope.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.junit.jupiter.api.Test;

class RegistryTest {

	private record Entry(String name, String paper, List<String> keys) implements MethodEntry {}

	private static final Entry ONE = new Entry("one", "A 2001", List.of());
	private static final Entry TWO = new Entry("two", "B 2002", List.of("k"));
	private static final Entry THREE = new Entry("three", "A 2001", List.of());

	@Test
	void methodsOfOnePaperAreListedTogether() {
		assertEquals("one, three: A 2001; two: B 2002.", Registry.papers(List.of(ONE, TWO, THREE)));
	}

	@Test
	void whatIsRegisteredIsTheLastUntilItIsTakenBack() {
		final Registry<Entry> registry = new Registry<>(List.of(ONE, TWO));
		registry.register(THREE);
		assertEquals(List.of("one", "two", "three"), registry.names());
		assertEquals(THREE, registry.get("three"));
		registry.unregister(THREE);
		assertEquals(List.of(ONE, TWO), registry.entries());
	}

	@Test
	void namesAreUniqueAndKnown() {
		final Registry<Entry> registry = new Registry<>(List.of(ONE, TWO));
		assertThrows(IllegalArgumentException.class,
			() -> registry.register(new Entry("two", "C 2003", List.of())));
		assertTrue(assertThrows(IllegalArgumentException.class, () -> registry.get("six")).getMessage()
			.contains("one, two"));
	}
}
