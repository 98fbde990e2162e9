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

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import org.gradiscope.engine.EngineException;
import org.gradiscope.engine.tf.inspect.MemoryEstimate;
import org.junit.jupiter.api.Test;

/** What does not fit is said before it is run: what it takes, what there is, and the remedy. */
class MemoryGuardTest {

	private static final MemoryEstimate RUN = new MemoryEstimate(1e9, 3e9, 3e9);

	@Test
	void whatDoesNotFitIsRefused() {
		final MemoryGuard guard = new MemoryGuard("net", () -> 4_000_000_000L);
		assertDoesNotThrow(() -> guard.check(RUN, true, 1, 1e6, "an image"));
		assertDoesNotThrow(() -> guard.check(RUN, false, 3, 1e6, "3 images"));
		assertEquals(
			"To run net forwards and backwards on 2 images of 9x9 pixels takes about 6.0 GB of " +
				"memory, but 4.0 GB are free; select a part of the image, scale it down, or free some memory.",
			assertThrows(EngineException.class,
				() -> guard.check(RUN, true, 2, 1e6, "2 images of 9x9 pixels")).getMessage());
		assertEquals(
			"To run net on an image takes about 5.0 GB of memory, but 4.0 GB are free; select a " +
				"part of the image, scale it down, or free some memory.",
			assertThrows(EngineException.class, () -> guard.check(RUN, false, 1, 1e8, "an image"))
				.getMessage());
	}

	@Test
	void theSystemIsNotAskedForLittle() {
		final MemoryGuard guard = new MemoryGuard("net", () -> fail("asked"));
		assertDoesNotThrow(
			() -> guard.check(new MemoryEstimate(1e6, 2e6, 2e6), true, 10, 1e6, "an image"));
	}

	@Test
	void whatNoMachineHasIsRefusedAtOpening() {
		final MemoryEstimate large = new MemoryEstimate(1e18, 1e18, 1e18);
		final String line = assertThrows(EngineException.class, large::requireRoom).getMessage();
		assertTrue(line.startsWith("The network takes about 1000000000.0 GB of memory"), line);
	}
}
