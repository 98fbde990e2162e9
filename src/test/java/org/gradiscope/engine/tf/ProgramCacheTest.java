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

package org.gradiscope.engine.tf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;

class ProgramCacheTest {

	private int made;

	@BeforeAll
	static void load() {
		NativeLoader.load();
	}

	private void use(final ProgramCache cache, final Object key) {
		cache.use(key, () -> {
			made++;
			return new Program(new Graph(), Map.of(), List.of(), WeightTensors.NONE, false);
		}, program -> null);
	}

	@Test
	void aProgramIsMadeOnceWhileItIsKept() {
		try (ProgramCache cache = new ProgramCache(1000)) {
			for (int i = 0; i < 5; i++)
				use(cache, "one");
			assertEquals(1, made);
			for (int key = 0; key < 7; key++)
				use(cache, key);
			use(cache, "one");
			assertEquals(8, made);
		}
	}

	@Test
	void theOneUsedLongestAgoMakesRoom() {
		try (ProgramCache cache = new ProgramCache(1000)) {
			for (int key = 0; key < 9; key++)
				use(cache, key);
			use(cache, 8);
			assertEquals(9, made);
			use(cache, 0);
			assertEquals(10, made, "the first was closed");
		}
	}

	@Test
	void aClosedCacheMakesNothing() {
		final ProgramCache cache = new ProgramCache(1000);
		cache.close();
		assertThrows(IllegalStateException.class, () -> use(cache, "one"));
		assertEquals(0, made);
	}

	@Test
	void ofLargeProgramsFewerAreKept() {
		try (ProgramCache cache = new ProgramCache(1L << 40)) {
			for (int key = 0; key < 3; key++)
				use(cache, key);
			use(cache, 1);
			use(cache, 2);
			assertEquals(3, made);
			use(cache, 0);
			assertEquals(4, made, "two stay, for a command needs two in turn");
		}
	}
}
