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
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.URL;
import java.net.URLClassLoader;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LoadingContextTest {

	private static final String SET = "org.bytedeco.javacpp.maxBytes";
	private static final String UNSET = "org.bytedeco.javacpp.maxPhysicalBytes";

	private final ClassLoader application = new URLClassLoader(new URL[0]);
	private ClassLoader usual;

	@BeforeEach
	void beAnApplication() {
		usual = Thread.currentThread().getContextClassLoader();
		Thread.currentThread().setContextClassLoader(application);
		System.setProperty(SET, "1g");
		System.clearProperty(UNSET);
	}

	@AfterEach
	void beTheTestAgain() {
		Thread.currentThread().setContextClassLoader(usual);
		System.clearProperty(SET);
		System.clearProperty(UNSET);
	}

	private static void load() {
		assertSame(NativeLoader.class.getClassLoader(), Thread.currentThread().getContextClassLoader());
		System.setProperty(SET, "0");
		System.setProperty(UNSET, "0");
	}

	private void assertAsBefore() {
		assertSame(application, Thread.currentThread().getContextClassLoader());
		assertEquals("1g", System.getProperty(SET));
		assertNull(System.getProperty(UNSET));
	}

	@Test
	void allIsLeftAsItWasFound() {
		LoadingContext.during(LoadingContextTest::load);
		assertAsBefore();
	}

	@Test
	void afterAFailureToo() {
		assertThrows(IllegalStateException.class, () -> LoadingContext.during(() -> {
			load();
			throw new IllegalStateException();
		}));
		assertAsBefore();
	}
}
